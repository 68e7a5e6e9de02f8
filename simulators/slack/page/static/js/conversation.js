// A channel or the direct messages with the app: its head, its messages, its message box.

import { Composer } from "./composer/composer.js";
import { takeDrops } from "./composer/drop.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { MessageList } from "./messages/list.js";
import { avatar } from "./people.js";

/** The pane of one conversation; `channel` is null before the first word with the app. */
export class Conversation {
  constructor(reader, channel, { head = null } = {}) {
    Object.assign(this, { reader, channel });
    const { session, space } = reader;
    const name = channel && !channel.is_im ? `#${channel.name}` : space.app.name;
    this.list = new MessageList(reader, () => this.#messages(), {
      label: `Messages in ${name}`,
      unreadFrom: channel ? session.readUpTo(channel) : null,
      intro: intro(channel, space),
    });
    this.composer = new Composer(reader, {
      where: session.where,
      label: `Message to ${name}`,
      placeholder: `Message ${name}`,
    });
    this.node = h(
      "section",
      { class: "pane conversation", "aria-label": name },
      head ?? this.#head(name),
      this.list.frame,
      this.composer.node,
    );
    takeDrops(this.node, this.composer, name);
  }

  /** A message has come, changed or gone. */
  take(topic, { message }) {
    if (!this.#shows(message)) {
      const root = this.channel?.messages.get(message.thread_ts);
      if (root) this.list.change(root);
      return;
    }
    if (topic === "message") this.list.add(message);
    else if (topic === "edit") this.list.change(message);
    else this.list.draw();
  }

  #messages() {
    return this.channel
      ? [...this.channel.messages.values()].filter((message) => this.#shows(message))
      : [];
  }

  #shows(message) {
    const answer =
      message.thread_ts &&
      message.thread_ts !== message.ts &&
      message.subtype !== "thread_broadcast";
    return !answer && ["", this.reader.session.userId].includes(message.only_for);
  }

  #head() {
    const { channel, reader } = this;
    return h(
      "header",
      { class: "pane-head" },
      h("h1", {}, icon(channel.is_private ? "lock" : "hash"), channel.name),
      h(
        "span",
        { class: "members", title: memberNames(channel, reader.space) },
        icon("people", 18),
        String(channel.members.length),
      ),
    );
  }
}

function memberNames(channel, space) {
  return channel.members
    .map((id) => space.users.get(id)?.real_name)
    .filter(Boolean)
    .join(", ");
}

function intro(channel, space) {
  if (!channel || channel.is_im) {
    return h(
      "div",
      { class: "intro" },
      avatar(null, 48),
      h("h3", {}, space.app.name),
      h("p", {}, `This is the very beginning of your direct messages with ${space.app.name}.`),
    );
  }
  return h(
    "div",
    { class: "intro" },
    h("h3", {}, icon(channel.is_private ? "lock" : "hash", 24), channel.name),
    h("p", {}, `This is the very beginning of the #${channel.name} channel.`),
  );
}
