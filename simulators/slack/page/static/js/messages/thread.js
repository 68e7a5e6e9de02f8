// The thread beside the conversation.

import { Composer } from "../composer/composer.js";
import { takeDrops } from "../composer/drop.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { MessageList } from "./list.js";
import { countedReplies, repliesTo } from "./replies.js";

/** The pane of one thread; `node` is the whole, `take` hears of messages. */
export class ThreadPane {
  constructor(reader, channel, rootTs) {
    Object.assign(this, { reader, channel, rootTs });
    const place = channel.is_im ? reader.space.app.name : `#${channel.name}`;
    this.list = new MessageList(reader, () => this.#messages(), {
      inThread: true,
      label: "Thread",
    });
    this.count = h("div", { class: "thread-count" });
    this.composer = new Composer(reader, {
      where: channel.id,
      thread: rootTs,
      label: "Reply to thread",
      placeholder: "Reply…",
    });
    this.node = h(
      "section",
      { class: "pane thread", "aria-label": "Thread" },
      h(
        "header",
        { class: "pane-head" },
        h("h2", {}, "Thread", h("small", {}, place)),
        h(
          "button",
          {
            type: "button",
            class: "plain-button",
            "aria-label": "Close thread",
            onclick: () => reader.session.closeThread(),
          },
          icon("close"),
        ),
      ),
      this.list.frame,
      this.composer.node,
    );
    takeDrops(this.node, this.composer, "the thread");
    this.#count();
  }

  /** A message has come or changed somewhere. */
  take(topic, { message }) {
    if (message.ts !== this.rootTs && message.thread_ts !== this.rootTs) return;
    if (topic === "message") this.list.add(message);
    else if (topic === "edit") this.list.change(message);
    else this.list.draw();
    this.#count();
  }

  #messages() {
    const root = this.channel.messages.get(this.rootTs);
    return root ? [root, ...repliesTo(root, this.reader)] : [];
  }

  #count() {
    const message = this.channel.messages.get(this.rootTs);
    const replies = message ? countedReplies(message, this.reader).length : 0;
    const root = this.list.list.querySelector("[data-ts]");
    this.count.replaceChildren(h("span", {}, replies === 1 ? "1 reply" : `${replies} replies`));
    this.count.hidden = replies < 1;
    root?.after(this.count);
  }
}
