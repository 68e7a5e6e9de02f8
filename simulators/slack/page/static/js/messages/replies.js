// The line under a message that says how many answers its thread has.

import { h } from "../dom.js";
import { avatar } from "../people.js";

/** The answers in the thread under a message, oldest first. */
export function repliesTo(message, { space, session }) {
  const { messages } = space.channels.get(message.channel);
  return [...messages.values()].filter(
    (one) =>
      one.thread_ts === message.ts &&
      one.ts !== message.ts &&
      ["", session.userId].includes(one.only_for),
  );
}

/** Those that everybody sees: Slack counts no others. */
export function countedReplies(message, reader) {
  return repliesTo(message, reader).filter((one) => !one.only_for);
}

/** The line; null while nobody has answered. */
export function replyBar(message, reader) {
  const replies = countedReplies(message, reader);
  if (!replies.length || (message.thread_ts && message.thread_ts !== message.ts)) return null;
  const writers = [...new Set(replies.map((one) => one.user))].slice(0, 4);
  const count = replies.length === 1 ? "1 reply" : `${replies.length} replies`;
  return h(
    "button",
    {
      type: "button",
      class: "reply-bar",
      dataset: { key: "replies" },
      onclick: () => reader.session.openThread(message.ts),
    },
    writers.map((userId) => avatar(reader.space.users.get(userId), 24)),
    h("span", { class: "reply-count" }, count),
    h("span", { class: "reply-last" }, `Last reply ${reader.dates.near(replies.at(-1).ts)}`),
    h("span", { class: "reply-view" }, "View thread"),
  );
}
