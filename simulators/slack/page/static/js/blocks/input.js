// An input with its label, hint and error.

import { freshId, h } from "../dom.js";
import { renderElement } from "../controls/index.js";
import { icon } from "../icons.js";
import { plainText } from "../text/mrkdwn.js";

/** A labelled element; a wrong one has its error beneath it, which `showErrors` puts there. */
export function input(block, surface) {
  const labelId = freshId("label");
  const noteId = freshId("note");
  const labels = { labelledBy: labelId, describedBy: noteId, required: !block.optional };
  const element = renderElement(block, block.element, surface, labels);
  const optional = block.optional
    ? h("span", { class: "optional", "aria-hidden": "true" }, " (optional)")
    : null;
  const node = h(
    "div",
    { class: "input-block", dataset: { input: block.block_id } },
    h(
      "div",
      { class: "input-label" },
      h("label", { id: labelId, for: nameable(element) }, plainText(block.label.text)),
      optional,
    ),
    element,
    h(
      "div",
      { id: noteId, class: "input-notes" },
      h("div", { class: "input-error" }),
      block.hint ? h("div", { class: "input-hint" }, plainText(block.hint.text)) : null,
    ),
  );
  return node;
}

function nameable(element) {
  const field = element.matches("input, textarea")
    ? element
    : element.querySelector(".combo-input, input[type=file]");
  if (!field) return null;
  field.id ||= freshId("field");
  return field.id;
}

/** Put errors beside the inputs of a form, by block id, and take the others away; focus the first. */
export function showErrors(form, errors) {
  const wrongOnes = [];
  for (const node of form.querySelectorAll("[data-input]")) {
    const text = errors[node.dataset.input] ?? "";
    node.classList.toggle("input-wrong", Boolean(text));
    node.querySelector(".input-error").replaceChildren(...(text ? [icon("close", 14), text] : []));
    const field = node.querySelector("input, textarea");
    if (text) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
    if (text) wrongOnes.push(field);
  }
  wrongOnes[0]?.focus();
}
