// Rows of buttons and menus.

import { h } from "../dom.js";
import { renderElement } from "../controls/index.js";

/** Elements beside each other. */
export function actions(block, surface) {
  return h(
    "div",
    { class: "actions" },
    block.elements.map((element) => renderElement(block, element, surface)),
  );
}

/** The small ones under an answer. */
export function contextActions(block, surface) {
  return h(
    "div",
    { class: "actions actions-small" },
    block.elements.map((element) => renderElement(block, element, surface)),
  );
}
