// A message, modal or Home tab as a place to press and choose on.

import { act } from "./api.js";
import { confirmWith } from "./confirm.js";
import { toast } from "./toasts.js";
import { initialValue, wire } from "./controls/values.js";

/** `kind` is message, modal or home; `id` the ts or the view's id; `reader` renders texts. */
export class Surface {
  #values = new Map();
  #sent = new Map();

  constructor(kind, id, reader, { state = {}, channelId = "" } = {}) {
    this.kind = kind;
    this.id = id;
    this.reader = reader;
    this.state = state;
    this.channelId = channelId;
  }

  /** What the element holds: as left by the person, else as the app set it. */
  valueOf(block, element) {
    const key = keyOf(block, element);
    if (!this.#values.has(key))
      this.#values.set(key, initialValue(element, this.#known(block, element), this.channelId));
    return this.#values.get(key);
  }

  /** The person has changed an element; outside of a form the app is told at once. */
  async change(block, element, value, node) {
    this.#values.set(keyOf(block, element), value);
    if (block.type === "input" && !block.dispatch_action) return;
    this.#sent.set(keyOf(block, element), value);
    await this.#send(element, node, (confirm) =>
      act("choose_at", { ...this.#where(block, element), value: wire(element, value), ...confirm }),
    );
  }

  /** The person has written into an element, and is not done with it. */
  keep(block, element, value) {
    this.#values.set(keyOf(block, element), value);
  }

  async press(block, element, node) {
    await this.#send(element, node, (confirm) =>
      act("press_at", { ...this.#where(block, element), ...confirm }),
    );
  }

  /** The person chose in an overflow menu. */
  async pickOverflow(block, element, option, node) {
    await this.#send(element, node, (confirm) =>
      act("choose_at", { ...this.#where(block, element), value: option.value, ...confirm }),
    );
  }

  /** The options that the app offers for a query. */
  async suggest(block, element, query) {
    return act("suggest_at", { ...this.#where(block, element), query });
  }

  /** What a form sends, by block and element; what the app was told already is left out. */
  formValues(blocks) {
    const values = {};
    for (const block of blocks.filter((one) => one.type === "input")) {
      const key = keyOf(block, block.element);
      const value = this.#values.get(key);
      if (this.#values.has(key) && this.#sent.get(key) !== value)
        values[key] = wire(block.element, value);
    }
    return values;
  }

  #where(block, element) {
    const { userId } = this.reader.session;
    return { user: userId, surface: this.id, block: block.block_id, action: element.action_id };
  }

  #known(block, element) {
    return this.state?.[block.block_id]?.[element.action_id];
  }

  async #send(element, node, send) {
    if (element.confirm && !(await confirmWith(element.confirm, this.reader))) return;
    node?.setAttribute("aria-busy", "true");
    try {
      await send(element.confirm ? { confirm: true } : {});
    } catch (error) {
      toast(error.message);
    } finally {
      node?.removeAttribute("aria-busy");
    }
  }
}

function keyOf(block, element) {
  return `${block.block_id}/${element.action_id}`;
}
