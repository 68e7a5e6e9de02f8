// A list of listeners by topic.

export class Signals {
  #listeners = new Map();

  /** Call `listener` on each `emit` of the topic; the answer takes it off again. */
  on(topic, listener) {
    const every = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, every.add(listener));
    return () => every.delete(listener);
  }

  emit(topic, detail) {
    for (const listener of [...(this.#listeners.get(topic) ?? [])]) listener(detail);
  }
}
