// Buttons, and the menu of three dots.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../menu.js";
import { plainText } from "../text/mrkdwn.js";

/** A button; one with a url opens it as well. */
export function button(block, element, surface) {
  const style = element.style ? ` button-${element.style}` : "";
  const label = element.accessibility_label;
  const pressed = (event) => {
    if (event.currentTarget.getAttribute("aria-busy") === "true") return;
    if (element.url) open(element.url, "_blank", "noopener");
    surface.press(block, element, event.currentTarget);
  };
  return h(
    "button",
    {
      type: "button",
      class: `button${style}`,
      "aria-label": label,
      dataset: { key: `button ${element.action_id}` },
      onclick: pressed,
    },
    plainText(element.text.text),
  );
}

/** Three dots with a menu behind them. */
export function overflow(block, element, surface) {
  const node = h(
    "button",
    {
      type: "button",
      class: "button button-square",
      "aria-haspopup": "menu",
      "aria-label": "More actions",
      dataset: { key: `overflow ${element.action_id}` },
    },
    icon("more"),
  );
  node.addEventListener("click", () =>
    openMenu(
      node,
      element.options.map((option) => item(block, element, option, surface, node)),
    ),
  );
  return node;
}

function item(block, element, option, surface, node) {
  const choose = () => {
    if (option.url) open(option.url, "_blank", "noopener");
    surface.pickOverflow(block, element, option, node);
  };
  return { label: plainText(option.text.text), note: option.description?.text, choose };
}

/** A small button with a picture, under an answer. */
export function iconButton(block, element, surface) {
  return h(
    "button",
    {
      type: "button",
      class: "button button-small",
      onclick: (event) => surface.press(block, element, event.currentTarget),
    },
    plainText(element.text.text),
  );
}

/** Thumbs up and down. */
export function feedback(block, element, surface) {
  const one = (part, sign) =>
    h(
      "button",
      {
        type: "button",
        class: "button button-small",
        "aria-label": part.text.text,
        onclick: (event) => surface.press(block, element, event.currentTarget),
      },
      sign,
    );
  return h(
    "span",
    { class: "feedback" },
    one(element.positive_button, "👍"),
    one(element.negative_button, "👎"),
  );
}
