// What can be done with a message: react, answer in a thread, the app's shortcuts.

import { act } from "../api.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../menu.js";
import { avatar } from "../people.js";
import { emojiFor } from "../text/emoji.js";
import { toast } from "../toasts.js";

const QUICK = ["white_check_mark", "eyes", "raised_hands"];

/** The buttons that come up over a message. */
export function toolbar(message, reader, inThread) {
  const { session } = reader;
  const root = message.thread_ts || message.ts;
  const more = h(
    "button",
    {
      type: "button",
      "aria-label": "More actions",
      title: "More actions",
      "aria-haspopup": "menu",
      dataset: { key: "more" },
    },
    icon("more"),
  );
  more.addEventListener("click", () =>
    openMenu(more, moreItems(message, reader), { align: "end", label: "More actions" }),
  );
  return h(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Message actions" },
    QUICK.map((code) =>
      h(
        "button",
        {
          type: "button",
          "aria-label": `React with ${code.replaceAll("_", " ")}`,
          onclick: () => react(message, code, session),
        },
        emojiFor(code),
      ),
    ),
    inThread
      ? null
      : h(
          "button",
          {
            type: "button",
            "aria-label": "Reply in thread",
            title: "Reply in thread",
            onclick: () => session.openThread(root),
          },
          icon("reply"),
        ),
    more,
  );
}

function moreItems(message, reader) {
  const { space } = reader;
  const shortcuts = space.app.shortcuts.filter((one) => one.kind === "message");
  return [
    { label: "Copy text", mark: icon("copy"), choose: () => copy(message) },
    ...(shortcuts.length ? [{ line: true }, { heading: space.app.name }] : []),
    ...shortcuts.map((one) => ({
      label: one.name,
      mark: avatar(null, 20),
      choose: () => start(one, message, reader),
    })),
  ];
}

async function react(message, emoji, session) {
  try {
    await act("react", {
      user: session.userId,
      message: { channel: message.channel, ts: message.ts },
      emoji,
    });
  } catch (error) {
    toast(error.message);
  }
}

async function start(shortcut, message, { session }) {
  try {
    const where = { channel: message.channel, ts: message.ts };
    await act("message_shortcut", { user: session.userId, name: shortcut.name, message: where });
  } catch (error) {
    toast(error.message);
  }
}

async function copy(message) {
  await navigator.clipboard.writeText(message.text ?? "");
  toast("Copied.");
}
