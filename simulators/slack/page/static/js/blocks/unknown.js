// What the page cannot draw is shown as such, with its JSON: never as nothing.

import { h } from "../dom.js";

/** A box that says what is not known. */
export function wrong(
  what,
  json,
  reason = `This ${what} is not known: ${json?.type ?? "no type"}`,
) {
  return h(
    "div",
    { class: "unknown-block", role: "note" },
    h("strong", {}, reason),
    h("pre", {}, JSON.stringify(json, null, 2)),
  );
}
