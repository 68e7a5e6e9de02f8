// Following what happens, as server-sent events; all windows share one connection for each stream.

/**
 * Follow a stream. `onOpen` is told whenever the connection stands, `onFall` when it broke; the
 * browser mends it by itself.
 */
export function follow(path, { onEvent, onOpen, onFall }) {
  const hear = {
    open: () => onOpen?.(),
    error: () => onFall?.(),
    event: ({ data }) => onEvent(JSON.parse(data)),
  };
  if (typeof SharedWorker === "undefined") return alone(path, hear);
  const { port } = new SharedWorker("/page/js/stream_worker.js", { name: "callboard streams" });
  port.onmessage = ({ data: message }) => hear[message.kind](message);
  port.postMessage(path);
  return undefined;
}

// Browsers without shared workers have a connection a window.
function alone(path, hear) {
  const source = new EventSource(path);
  source.onopen = hear.open;
  source.onerror = hear.error;
  source.onmessage = hear.event;
}
