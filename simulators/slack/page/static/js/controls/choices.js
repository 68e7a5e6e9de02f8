// Checkboxes and radio buttons.

import { freshId, h } from "../dom.js";
import { textObject } from "../text/mrkdwn.js";

/** Up to ten boxes to tick. */
export function checkboxes(block, element, surface, { labelledBy } = {}) {
  const group = h("div", { class: "choices", role: "group", "aria-labelledby": labelledBy });
  const changed = () => {
    const ticked = [...group.querySelectorAll("input")].map((box) => box.checked);
    surface.change(
      block,
      element,
      element.options.filter((_, at) => ticked[at]),
      group,
    );
  };
  const held = surface.valueOf(block, element).map((option) => option.value);
  group.append(
    ...element.options.map((option) =>
      line("checkbox", option, held.includes(option.value), changed, surface, element),
    ),
  );
  return group;
}

/** Up to ten, of which one. */
export function radioButtons(block, element, surface, { labelledBy } = {}) {
  const name = freshId("radio");
  const group = h("div", { class: "choices", role: "radiogroup", "aria-labelledby": labelledBy });
  const held = surface.valueOf(block, element)?.value;
  for (const option of element.options) {
    const chosen = () => surface.change(block, element, option, group);
    group.append(line("radio", option, option.value === held, chosen, surface, element, name));
  }
  return group;
}

function line(type, option, checked, onchange, { reader }, element, name) {
  const note = option.description ? h("small", {}, textObject(option.description, reader)) : null;
  const key = `${type} ${element.action_id} ${option.value}`;
  return h(
    "label",
    { class: "choice" },
    h("input", { type, name, checked, onchange, dataset: { key } }),
    h("span", {}, textObject(option.text, reader), note),
  );
}
