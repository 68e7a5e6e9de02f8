// The markdown block: the commonest of standard Markdown.

import { fragment, h } from "../dom.js";
import { link } from "../text/mentions.js";

const TOKEN =
  /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|\*([^*\s][^*]*)\*|_([^_\s][^_]*)_|~~([^~]+)~~|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** Headings, lists, quotes, code, and marks within lines. */
export function markdown(block) {
  const parts = [];
  block.text.split(/```\w*\n?([\s\S]*?)\n?```/).forEach((text, at) => {
    if (at % 2) parts.push(h("pre", { class: "code-block" }, h("code", {}, text)));
    else
      parts.push(
        ...text
          .split(/\n{2,}/)
          .filter((one) => one.trim())
          .map(paragraph),
      );
  });
  return h("div", { class: "markdown" }, parts);
}

function paragraph(text) {
  const lines = text.replace(/^\n+|\n+$/g, "").split("\n");
  const heading = /^(#{1,6}) (.*)$/.exec(lines[0]);
  if (heading) {
    const rest = lines.slice(1).join("\n");
    return fragment(
      h(`h${Math.min(6, heading[1].length + 2)}`, {}, inline(heading[2])),
      rest ? paragraph(rest) : null,
    );
  }
  if (lines.every((line) => /^[-*+] /.test(line)))
    return h(
      "ul",
      {},
      lines.map((line) => h("li", {}, inline(line.slice(2)))),
    );
  if (lines.every((line) => /^\d+[.)] /.test(line)))
    return h(
      "ol",
      {},
      lines.map((line) => h("li", {}, inline(line.replace(/^\d+[.)] /, "")))),
    );
  if (lines.every((line) => line.startsWith(">")))
    return h("blockquote", {}, inline(lines.map((line) => line.replace(/^> ?/, "")).join("\n")));
  return h(
    "p",
    {},
    lines.flatMap((line, at) => (at ? [h("br"), inline(line)] : [inline(line)])),
  );
}

function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    nodes.push(text.slice(end, match.index), token(match));
    end = match.index + match[0].length;
  }
  return fragment(...nodes, text.slice(end));
}

function token([, code, bold, bold2, italic, italic2, strike, label, url]) {
  if (code) return h("code", {}, code);
  if (bold ?? bold2) return h("strong", {}, inline(bold ?? bold2));
  if (italic ?? italic2) return h("em", {}, inline(italic ?? italic2));
  if (strike) return h("s", {}, strike);
  return link(url, label);
}
