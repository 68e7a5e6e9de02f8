// Short notices in the corner: what went wrong, what was copied.

import { h } from "./dom.js";

const SECONDS = 6;

/** Show a notice for a few seconds; screen readers say it at once. */
export function toast(text) {
  const box = document.getElementById("toasts");
  const note = h("div", { class: "toast" }, text);
  box.append(note);
  setTimeout(() => note.remove(), SECONDS * 1000);
}
