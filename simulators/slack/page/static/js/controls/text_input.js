// Lines and boxes to type into.

import { h } from "../dom.js";

const KINDS = { email_text_input: "email", url_text_input: "url", number_input: "text" };

/** A line, or a box of several lines. */
export function textInput(block, element, surface, labels = {}) {
  const several = element.multiline || element.type === "rich_text_input";
  const node = h(several ? "textarea" : "input", {
    type: several ? null : (KINDS[element.type] ?? "text"),
    class: "text-input",
    rows: several ? "4" : null,
    inputmode: element.type === "number_input" ? "decimal" : null,
    maxlength: element.max_length,
    placeholder:
      element.placeholder?.text ??
      (element.type === "number_input" ? "Enter a number" : "Write something"),
    autocomplete: "off",
    "aria-labelledby": labels.labelledBy,
    "aria-describedby": labels.describedBy,
    "aria-required": labels.required ? "true" : null,
    dataset: { key: `text ${element.action_id}` },
  });
  node.value = surface.valueOf(block, element) ?? "";
  node.addEventListener("input", () => written(block, element, surface, node));
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !several && tellsOn(block, element, "on_enter_pressed"))
      surface.change(block, element, node.value, node);
  });
  return node;
}

function written(block, element, surface, node) {
  if (tellsOn(block, element, "on_character_entered"))
    surface.change(block, element, node.value, node);
  else surface.keep(block, element, node.value);
}

function tellsOn(block, element, trigger) {
  const wanted = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  return block.dispatch_action && wanted.includes(trigger);
}
