// One connection per stream for all windows of the page: a browser allows but six to an address.

const streams = new Map();

onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data: path }) => streamFor(path).join(port);
};

function streamFor(path) {
  if (!streams.has(path)) streams.set(path, new Stream(path));
  return streams.get(path);
}

class Stream {
  #ports = new Set();
  #state = null;
  #last = null;

  constructor(path) {
    const source = new EventSource(path);
    source.onopen = () => this.#tell((this.#state = { kind: "open" }));
    source.onerror = () => this.#tell((this.#state = { kind: "error" }));
    source.onmessage = ({ data }) => this.#tell((this.#last = { kind: "event", data }));
  }

  /** A window that comes later is told how things stand, and what was said last. */
  join(port) {
    this.#ports.add(port);
    for (const message of [this.#state, this.#last]) if (message) port.postMessage(message);
  }

  #tell(message) {
    for (const port of this.#ports) port.postMessage(message);
  }
}
