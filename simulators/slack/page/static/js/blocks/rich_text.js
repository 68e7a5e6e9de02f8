// Rich text: what typing in Slack makes.

import { fragment, h } from "../dom.js";
import { broadcast, channel, group, link, person } from "../text/mentions.js";
import { emojiNode } from "../text/mrkdwn.js";

/** Sections, lists, quotes and code. */
export function richText(block, surface) {
  return h(
    "div",
    { class: "rich-text" },
    block.elements.map((part) => PARTS[part.type]?.(part, surface) ?? other(part)),
  );
}

const PARTS = {
  rich_text_section: (part, surface) => h("div", { class: "rich-section" }, inline(part, surface)),
  rich_text_preformatted: (part, surface) =>
    h("pre", { class: "code-block" }, h("code", {}, inline(part, surface))),
  rich_text_quote: (part, surface) => h("blockquote", {}, inline(part, surface)),
  rich_text_list: (part, surface) =>
    h(
      part.style === "ordered" ? "ol" : "ul",
      {
        class: `rich-list indent-${part.indent ?? 0}`,
        start: part.offset ? part.offset + 1 : null,
      },
      part.elements.map((item) => h("li", {}, inline(item, surface))),
    ),
};

function inline(part, { reader }) {
  return fragment(
    part.elements.map((element) =>
      styled(INLINE[element.type]?.(element, reader) ?? other(element), element.style),
    ),
  );
}

const INLINE = {
  text: (element) => withBreaks(element.text),
  link: (element) => link(element.url, element.text ?? ""),
  user: (element, reader) => person(element.user_id, reader),
  channel: (element, reader) => channel(element.channel_id, "", reader),
  usergroup: (element, reader) => group(element.usergroup_id, "", reader),
  broadcast: (element) => broadcast(element.range),
  emoji: (element) => emojiNode(element.name) ?? `:${element.name}:`,
  date: (element, reader) => h("time", {}, reader.dates.slack(element.timestamp, element.format)),
  color: (element) => h("code", {}, element.value),
};

function withBreaks(text) {
  return fragment(text.split("\n").flatMap((line, at) => (at ? [h("br"), line] : [line])));
}

function styled(node, style) {
  const tags = [
    ["code", "code"],
    ["strike", "s"],
    ["italic", "em"],
    ["bold", "strong"],
  ];
  return tags.reduce((inner, [name, tag]) => (style?.[name] ? h(tag, {}, inner) : inner), node);
}

function other(part) {
  return h("code", { class: "unknown-part" }, JSON.stringify(part));
}
