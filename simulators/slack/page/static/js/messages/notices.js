// What Slack itself says to one person: the app failed, the command is not known.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { mrkdwn } from "../text/mrkdwn.js";

/** A message of Slackbot that nobody keeps. */
export function notice(text, reader) {
  return h(
    "div",
    { class: "message message-private notice", role: "listitem" },
    h(
      "div",
      { class: "gutter" },
      h(
        "span",
        { class: "avatar avatar-36 avatar-slackbot", "aria-hidden": "true" },
        icon("smile", 24),
      ),
    ),
    h(
      "div",
      { class: "message-main" },
      h("div", { class: "only-you" }, icon("eye", 14), "Only visible to you"),
      h("div", { class: "message-head" }, h("span", { class: "author" }, "Slackbot")),
      h(
        "div",
        { class: "message-body" },
        h("div", { class: "message-text" }, mrkdwn(text, reader)),
      ),
    ),
  );
}
