// One message: who, when, what it says, and what hangs on it.

import { renderBlocks, updateBlocks } from "../blocks/index.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { avatar, nameOf } from "../people.js";
import { Surface } from "../surface.js";
import { emojiNode, mrkdwn } from "../text/mrkdwn.js";
import { fileCards } from "./files.js";
import { replyBar } from "./replies.js";
import { toolbar } from "./toolbar.js";

/** The message as a node. `compact` leaves out who wrote it, as under the same person's last one. */
export function messageNode(message, reader, { compact = false, inThread = false } = {}) {
  const surface = new Surface("message", message.ts, reader, { channelId: message.channel });
  const body = h("div", { class: "message-body" });
  const node = h(
    "div",
    {
      class: classesOf(message, compact),
      role: "listitem",
      tabindex: "-1",
      dataset: { ts: message.ts },
      "aria-label": labelOf(message, reader),
    },
    gutter(message, reader, compact),
    h(
      "div",
      { class: "message-main" },
      onlyYou(message),
      compact ? null : head(message, reader),
      body,
    ),
  );
  node.refresh = (changed) => fill(node, body, changed, surface, inThread);
  fill(node, body, message, surface, inThread);
  return node;
}

function classesOf(message, compact) {
  return `message${compact ? " message-compact" : ""}${message.only_for ? " message-private" : ""}`;
}

function labelOf(message, { space, dates }) {
  return `${nameOf(space, message.user)}, ${dates.clock(message.ts)}`;
}

function gutter(message, { space, dates }, compact) {
  if (!compact) return h("div", { class: "gutter" }, avatar(space.users.get(message.user)));
  return h(
    "div",
    { class: "gutter" },
    h("time", { class: "gutter-time" }, dates.clock(message.ts)),
  );
}

function onlyYou(message) {
  return message.only_for
    ? h("div", { class: "only-you" }, icon("eye", 14), "Only visible to you")
    : null;
}

function head(message, { space, dates }) {
  const isApp = space.users.get(message.user)?.is_bot;
  return h(
    "div",
    { class: "message-head" },
    h("span", { class: "author" }, nameOf(space, message.user)),
    isApp ? h("span", { class: "app-badge" }, "APP") : null,
    h(
      "time",
      {
        class: "message-time",
        datetime: new Date(message.ts * 1000).toISOString(),
        title: dates.whole(message.ts),
      },
      dates.clock(message.ts),
    ),
  );
}

function fill(node, body, message, surface, inThread) {
  const { reader } = surface;
  const focused =
    document.activeElement?.closest("[data-ts]") === node
      ? document.activeElement.dataset.key
      : null;
  const content =
    body.querySelector(":scope > .message-content") ?? h("div", { class: "message-content" });
  fillContent(content, message, surface);
  body.replaceChildren(
    content,
    ...[
      ...(message.attachments ?? []).map((one) => attachment(one, surface)),
      edited(message, reader),
      message.files?.length ? fileCards(message.files) : null,
      reactions(message, reader),
      inThread ? null : replyBar(message, reader),
    ].filter(Boolean),
  );
  node.querySelector(":scope > .toolbar")?.remove();
  if (!message.only_for) node.append(toolbar(message, reader, inThread));
  if (focused)
    body.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

function fillContent(content, message, surface) {
  if (message.blocks?.length) {
    updateBlocks(content, message.blocks, surface);
  } else {
    content.replaceChildren(
      h("div", { class: "message-text" }, mrkdwn(message.text ?? "", surface.reader)),
    );
  }
}

function attachment(one, surface) {
  const inner = one.blocks?.length
    ? renderBlocks(one.blocks, surface)
    : mrkdwn(one.text ?? one.fallback ?? "", surface.reader);
  return h(
    "div",
    {
      class: "attachment",
      style: /^#?[0-9a-f]{6}$/i.test(one.color ?? "")
        ? { borderColor: `#${one.color.replace("#", "")}` }
        : {},
    },
    inner,
  );
}

function edited(message, { dates }) {
  return message.edited
    ? h("span", { class: "edited", title: dates.whole(message.edited.ts) }, "(edited)")
    : null;
}

function reactions(message, { space }) {
  const every = Object.entries(message.reactions ?? {});
  if (!every.length) return null;
  return h(
    "div",
    { class: "reactions" },
    every.map(([code, users]) =>
      h(
        "span",
        { class: "reaction", title: users.map((one) => nameOf(space, one)).join(", ") },
        emojiNode(code) ?? `:${code}:`,
        ` ${users.length}`,
      ),
    ),
  );
}
