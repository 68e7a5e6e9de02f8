// Text: sections with fields and accessories, headers, small print, lines between.

import { fragment, h } from "../dom.js";
import { renderElement } from "../controls/index.js";
import { plainText, textObject } from "../text/mrkdwn.js";
import { picture } from "./image.js";

/** A paragraph, up to ten fields in two columns, and perhaps something at its side. */
export function section(block, surface) {
  const fields = block.fields?.map((field) =>
    h("div", { class: "field" }, textObject(field, surface.reader)),
  );
  const main = h(
    "div",
    { class: "section-main" },
    block.text ? h("div", { class: "section-text" }, textObject(block.text, surface.reader)) : null,
    fields ? h("div", { class: "fields" }, fields) : null,
  );
  return h("div", { class: "section" }, main, block.accessory ? accessory(block, surface) : null);
}

function accessory(block, surface) {
  const element = block.accessory;
  const node =
    element.type === "image"
      ? picture(element, surface, "accessory-image")
      : renderElement(block, element, surface);
  return h("div", { class: "accessory" }, node);
}

/** Large bold text. */
export function header(block) {
  return h("h3", { class: "block-head" }, plainText(block.text.text));
}

/** A line. */
export function divider() {
  return h("hr", { class: "block-line" });
}

/** Small print with small pictures. */
export function context(block, surface) {
  const parts = block.elements.map((element) =>
    element.type === "image"
      ? picture(element, surface, "context-image")
      : h("span", { class: "context-text" }, textObject(element, surface.reader)),
  );
  return h("div", { class: "context" }, parts);
}

/** A coloured notice at the top of a modal. */
export function alert(block, surface) {
  const level = block.level ?? "default";
  return h(
    "div",
    { class: `alert alert-${level}`, role: level === "error" ? "alert" : "note" },
    fragment(textObject(block.text, surface.reader)),
  );
}
