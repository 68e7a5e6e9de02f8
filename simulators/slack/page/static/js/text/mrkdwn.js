// Slack's mrkdwn as nodes. Everything is made by text nodes and elements, nothing by parsing HTML.

import { fragment, h } from "../dom.js";
import { emojiFor } from "./emoji.js";
import { angled, link, unescape } from "./mentions.js";

const WHOLE = String.raw`\x60[^\x60\n]+\x60|<[^<>\n]+>|:[\w+-]+:`;
const EDGE = String.raw`\p{L}\p{N}`;
// A mark counts only at the edge of a word, and what it holds neither begins nor ends with a space.
const marked = (mark, sign) =>
  String.raw`(?<![${EDGE}${sign}])${sign}(?=\S)(?<${mark}>(?:${WHOLE}|[^${sign}\n])+?)(?<=\S)${sign}(?![${EDGE}${sign}])`;
const TOKEN = new RegExp(
  [
    String.raw`\x60(?<code>[^\x60\n]+)\x60`,
    String.raw`<(?<angle>[^<>\n]+)>`,
    String.raw`:(?<emoji>[\w+-]+):`,
    marked("bold", String.raw`\*`),
    marked("italic", "_"),
    marked("strike", "~"),
    String.raw`(?<url>https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)])`,
  ].join("|"),
  "gu",
);
const FENCE = /```\n?([\s\S]*?)\n?```/g;
const QUOTED = /^(?:&gt;|>) ?/;

/** A text object of Block Kit as nodes. */
export function textObject(text, reader) {
  return text.type === "mrkdwn"
    ? mrkdwn(text.text, reader)
    : plainText(text.text, text.emoji !== false);
}

/** Plain text: emoji codes become emoji, new lines stay. */
export function plainText(text, withEmoji = true) {
  const shown = withEmoji
    ? text.replace(/:([\w+-]+):/g, (whole, code) => emojiFor(code) ?? whole)
    : text;
  return fragment(lines(shown, (line) => [line]));
}

/** A text with Slack's marks, as nodes. */
export function mrkdwn(text, reader) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(FENCE)) {
    parts.push(paragraphs(text.slice(end, match.index).replace(/\n$/, ""), reader));
    parts.push(h("pre", { class: "code-block" }, h("code", {}, ...codeParts(match[1], reader))));
    end = match.index + match[0].length;
  }
  parts.push(paragraphs(end ? text.slice(end).replace(/^\n/, "") : text, reader));
  return fragment(parts);
}

function paragraphs(text, reader) {
  if (!text) return [];
  const parts = [];
  for (const line of text.split("\n")) {
    const quoted = QUOTED.test(line);
    if (parts.at(-1)?.quoted !== quoted) parts.push({ quoted, lines: [] });
    parts.at(-1).lines.push(quoted ? line.replace(QUOTED, "") : line);
  }
  return parts.map((part) => paragraph(part, reader));
}

function paragraph({ quoted, lines: every }, reader) {
  const nodes = lines(every.join("\n"), (line) => inline(line, reader));
  return quoted ? h("blockquote", {}, nodes) : nodes;
}

function lines(text, nodesOf) {
  return text.split("\n").flatMap((line, at) => (at ? [h("br"), ...nodesOf(line)] : nodesOf(line)));
}

function inline(text, reader) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    nodes.push(unescape(text.slice(end, match.index)), token(match, reader));
    end = match.index + match[0].length;
  }
  nodes.push(unescape(text.slice(end)));
  return nodes.filter((node) => node !== "");
}

function token({ 0: whole, groups }, reader) {
  if (groups.code) return h("code", {}, ...codeParts(groups.code, reader));
  if (groups.angle) return angled(groups.angle, reader);
  if (groups.emoji) return emojiNode(groups.emoji) ?? whole;
  if (groups.bold) return h("strong", {}, inline(groups.bold, reader));
  if (groups.italic) return h("em", {}, inline(groups.italic, reader));
  if (groups.strike) return h("s", {}, inline(groups.strike, reader));
  return link(unescape(groups.url));
}

// Inside of code nothing counts but links and the like.
function codeParts(text, reader) {
  return text.split(/(<[^<>\n]+>)/).map((part) => {
    const inside = /^<([^<>]+)>$/.exec(part);
    return inside ? angled(inside[1], reader) : unescape(part);
  });
}

/** An emoji with its code as its title; null for one that is not known. */
export function emojiNode(code) {
  const found = emojiFor(code);
  return found
    ? h(
        "span",
        {
          class: "emoji",
          role: "img",
          "aria-label": code.replaceAll("_", " "),
          title: `:${code}:`,
        },
        found,
      )
    : null;
}
