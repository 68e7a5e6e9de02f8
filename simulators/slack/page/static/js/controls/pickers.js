// Dates and times, by the browser's own pickers.

import { h } from "../dom.js";
import { epochIn, localIn } from "../text/dates.js";

/** A date, as `2026-11-24`. */
export function datepicker(block, element, surface, labels) {
  return picker("date", block, element, surface, labels);
}

/** A time of day, as `09:30`. */
export function timepicker(block, element, surface, labels) {
  return picker("time", block, element, surface, labels);
}

/** A moment, in seconds since 1970, on the clocks of the person's own zone. */
export function datetimepicker(block, element, surface, labels) {
  const { zone } = surface.reader.dates;
  return picker("datetime-local", block, element, surface, labels, {
    shown: (epoch) => localIn(zone, epoch),
    held: (local) => epochIn(zone, local),
  });
}

function picker(type, block, element, surface, labels = {}, { shown = same, held = same } = {}) {
  const value = surface.valueOf(block, element);
  return h("input", {
    type,
    class: "text-input picker",
    value: value === null ? "" : shown(value),
    "aria-labelledby": labels.labelledBy,
    "aria-describedby": labels.describedBy,
    "aria-label": labels.labelledBy
      ? null
      : (element.placeholder?.text ?? `Select a ${type === "time" ? "time" : "date"}`),
    dataset: { key: `${element.type} ${element.action_id}` },
    onchange: ({ currentTarget: node }) =>
      surface.change(block, element, node.value ? held(node.value) : null, node),
  });
}

function same(value) {
  return value;
}
