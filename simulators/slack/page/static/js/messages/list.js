// The messages of a conversation or a thread, kept up to date where they stand.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { messageNode } from "./message.js";
import { notice } from "./notices.js";

const TOGETHER_SECONDS = 5 * 60;
const NEAR_END = 80;

/**
 * `select` gives the messages to show, oldest first; `unreadFrom` is the ts after which they are
 * new to the person.
 */
export class MessageList {
  #nodes = new Map();
  #last = null;

  constructor(
    reader,
    select,
    { inThread = false, label = "Messages", unreadFrom = null, intro = null } = {},
  ) {
    Object.assign(this, { reader, select, inThread, unreadFrom, intro, stays: true });
    this.list = h("div", { class: "message-list", role: "list", "aria-label": label });
    this.jump = h(
      "button",
      { type: "button", class: "jump", hidden: true, onclick: () => this.toEnd() },
      icon("chevron", 14),
      "New messages",
    );
    this.node = h("div", { class: "message-scroll", tabindex: "-1" }, this.list);
    this.frame = h("div", { class: "message-frame" }, this.node, this.jump);
    this.node.addEventListener("scroll", () => this.#scrolled());
    // Pictures and late fonts change heights: who stood at the end stays there.
    new ResizeObserver(() => this.stays && this.toEnd()).observe(this.list);
    new ResizeObserver(() => this.stays && this.toEnd()).observe(this.node);
    this.list.addEventListener("keydown", (event) => this.#steer(event));
    this.list.addEventListener("focusin", (event) => this.#hold(event.target.closest("[data-ts]")));
    this.draw();
  }

  /** Everything anew. */
  draw() {
    this.#nodes.clear();
    this.#last = null;
    this.list.replaceChildren(...(this.intro ? [this.intro] : []));
    for (const message of this.select()) this.#append(message);
    this.unreadFrom = null;
    this.#hold([...this.#nodes.values()].at(-1));
    this.toEnd();
  }

  /** A message has come. */
  add(message) {
    const reads = !this.stays && message.user !== this.reader.session.userId;
    this.#append(message);
    if (reads) this.jump.hidden = false;
    else this.toEnd();
  }

  /** A message has changed, or has got an answer. */
  change(message) {
    this.#nodes.get(message.ts)?.refresh(message);
  }

  /** What Slack itself says, to this person alone. */
  tell(text) {
    this.list.append(notice(text, this.reader));
    this.#last = null;
    this.toEnd();
  }

  toEnd() {
    this.stays = true;
    this.node.scrollTop = this.node.scrollHeight;
    this.jump.hidden = true;
  }

  #scrolled() {
    this.stays = this.#atEnd();
    if (this.stays) this.jump.hidden = true;
  }

  #atEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR_END;
  }

  #append(message) {
    const { dates } = this.reader;
    const day = dates.dayKey(message.ts);
    const newDay = !this.#last || dates.dayKey(this.#last.ts) !== day;
    if (newDay && !this.inThread) this.list.append(divider(dates.day(message.ts)));
    this.#markNew(message);
    const node = messageNode(message, this.reader, {
      compact: this.#follows(message, newDay),
      inThread: this.inThread,
    });
    this.#nodes.set(message.ts, node);
    this.list.append(node);
    this.#last = message;
  }

  #markNew(message) {
    if (
      this.unreadFrom === null ||
      message.ts <= this.unreadFrom ||
      message.user === this.reader.session.userId
    )
      return;
    this.list.append(
      h("div", { class: "new-line", role: "separator", "aria-label": "New messages" }, "New"),
    );
    this.unreadFrom = null;
  }

  #follows(message, newDay) {
    const last = this.#last;
    const underRoot = this.inThread && this.#nodes.size === 1;
    if (
      underRoot ||
      newDay ||
      !last ||
      message.only_for ||
      last.only_for ||
      this.list.lastElementChild?.classList.contains("new-line")
    )
      return false;
    return last.user === message.user && message.ts - last.ts < TOGETHER_SECONDS;
  }

  #hold(node) {
    if (!node) return;
    this.list.querySelector('[data-ts][tabindex="0"]')?.setAttribute("tabindex", "-1");
    node.setAttribute("tabindex", "0");
  }

  #steer(event) {
    if (!["ArrowUp", "ArrowDown"].includes(event.key) || !event.target.matches("[data-ts]")) return;
    const every = [...this.#nodes.values()];
    const next = every[every.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

function divider(text) {
  return h(
    "div",
    { class: "day-line", role: "separator", "aria-label": text },
    h("span", {}, text),
  );
}
