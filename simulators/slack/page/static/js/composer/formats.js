// The row of formats over the text: each puts Slack's marks around what is selected.

import { h } from "../dom.js";
import { icon } from "../icons.js";

const FORMATS = [
  ["bold", "Bold", (box) => wrapSelection(box, "*")],
  ["italic", "Italic", (box) => wrapSelection(box, "_")],
  ["strike", "Strikethrough", (box) => wrapSelection(box, "~")],
  null,
  ["list", "Bulleted list", (box) => prefixLines(box, "• ")],
  ["quote", "Quote", (box) => prefixLines(box, "> ")],
  ["code", "Code", (box) => wrapSelection(box, "`")],
  ["block", "Code block", (box) => wrapSelection(box, "```")],
];

/** The row for one text box. */
export function formatBar(box) {
  const bar = h("div", { class: "formats", role: "toolbar", "aria-label": "Formatting" });
  bar.append(
    ...FORMATS.map((format) =>
      format ? formatButton(format, box) : h("span", { class: "formats-line" }),
    ),
  );
  return bar;
}

function formatButton([name, label, work], box) {
  return h(
    "button",
    {
      type: "button",
      class: "composer-button",
      tabindex: "-1",
      "aria-label": label,
      title: label,
      onclick: () => work(box),
    },
    icon(name, 18),
  );
}

/** Put a mark on both sides of the selection. */
export function wrapSelection(box, mark) {
  const { selectionStart: from, selectionEnd: to, value } = box;
  box.setRangeText(`${mark}${value.slice(from, to)}${mark}`, from, to, "select");
  box.setSelectionRange(from + mark.length, to + mark.length);
  changed(box);
}

function prefixLines(box, prefix) {
  const { selectionStart, selectionEnd, value } = box;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const lines = value
    .slice(from, selectionEnd)
    .split("\n")
    .map((line) => prefix + line)
    .join("\n");
  box.setRangeText(lines, from, selectionEnd, "end");
  changed(box);
}

function changed(box) {
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
}
