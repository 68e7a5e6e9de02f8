// Files under a message.

import { h } from "../dom.js";
import { icon } from "../icons.js";

const PREVIEWED = ["csv", "text", "txt", "json", "log", "md"];
const PREVIEW_LINES = 5;

/** The cards of a message's files. */
export function fileCards(files) {
  return h("div", { class: "files" }, files.map(card));
}

function card(file) {
  const address = `/_files/${file.id}`;
  if (file.mimetype.startsWith("image/"))
    return h(
      "a",
      { href: address, download: file.name },
      h("img", { class: "image", src: address, alt: file.name }),
    );
  const node = h(
    "div",
    { class: "file-card" },
    h(
      "a",
      {
        class: "file-line",
        href: address,
        download: file.name,
        "aria-label": `Download ${file.name}`,
      },
      h("span", { class: `file-mark file-${file.filetype}` }, icon("file", 24)),
      h(
        "span",
        { class: "file-about" },
        h("span", { class: "file-name" }, file.title || file.name),
        h("small", {}, `${kindOf(file)} · ${sizeOf(file.size)}`),
      ),
      h("span", { class: "file-get" }, icon("download")),
    ),
  );
  if (PREVIEWED.includes(file.filetype)) preview(address, node);
  return node;
}

function kindOf({ filetype, pretty_type: pretty }) {
  return { csv: "CSV", xlsx: "Excel spreadsheet", text: "Plain text" }[filetype] ?? pretty;
}

async function preview(address, node) {
  const response = await fetch(address);
  if (!response.ok) return;
  const lines = (await response.text()).split(/\r?\n/).slice(0, PREVIEW_LINES);
  node.append(h("pre", { class: "file-preview", "aria-hidden": "true" }, lines.join("\n")));
}

/** `12 kB`, as people say it. */
export function sizeOf(bytes) {
  if (bytes < 1000) return `${Math.round(bytes)} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
