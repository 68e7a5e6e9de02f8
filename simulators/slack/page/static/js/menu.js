// A menu beside the button that opened it.

import { h, layerFor, placeBeside } from "./dom.js";

let current = null;

/** Show a menu. An item is `{label, note, mark, danger, choose}`, or `{heading}`, or `{line: true}`. */
export function openMenu(
  anchor,
  items,
  { align = "start", above = false, label = "Actions" } = {},
) {
  current?.();
  const menu = h(
    "div",
    { class: "menu layer", role: "menu", "aria-label": label, tabindex: "-1" },
    items.map(entry),
  );
  const close = (refocus = true) => {
    menu.remove();
    removeEventListener("pointerdown", outside, true);
    anchor.setAttribute("aria-expanded", "false");
    current = null;
    if (refocus) anchor.focus();
  };
  const outside = (event) =>
    !menu.contains(event.target) && !anchor.contains(event.target) && close(false);
  menu.addEventListener("menuclose", () => close());
  menu.addEventListener("keydown", (event) => steer(event, menu, close));
  layerFor(anchor).append(menu);
  placeBeside(menu, anchor, { align, above });
  addEventListener("pointerdown", outside, true);
  anchor.setAttribute("aria-expanded", "true");
  current = () => close(false);
  entriesOf(menu)[0]?.focus();
}

function entry(item) {
  if (item.line) return h("hr", {});
  if (item.heading) return h("div", { class: "menu-heading", role: "presentation" }, item.heading);
  const choose = (event) => {
    event.currentTarget.dispatchEvent(new CustomEvent("menuclose", { bubbles: true }));
    item.choose();
  };
  return h(
    "button",
    {
      type: "button",
      class: `menu-item${item.danger ? " menu-danger" : ""}`,
      role: "menuitem",
      tabindex: "-1",
      onclick: choose,
    },
    item.mark,
    h("span", { class: "menu-label" }, item.label, item.note ? h("small", {}, item.note) : null),
  );
}

function entriesOf(menu) {
  return [...menu.querySelectorAll('[role="menuitem"]')];
}

function steer(event, menu, close) {
  const every = entriesOf(menu);
  const at = every.indexOf(document.activeElement);
  const goes = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: every.length - 1 };
  if (event.key in goes) every.at(goes[event.key] % every.length)?.focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
