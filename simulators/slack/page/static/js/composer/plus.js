// The plus button: files, and the app's global shortcuts.

import { act } from "../api.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../menu.js";
import { avatar } from "../people.js";
import { toast } from "../toasts.js";

/** The button with its menu, and the file chooser behind it. */
export function plusMenu(composer) {
  const chooser = h("input", {
    type: "file", class: "visually-hidden", multiple: true, tabindex: "-1", "aria-label": "Upload from your computer",
    onchange: () => {
      composer.addFiles(chooser.files);
      chooser.value = "";
    },
  });
  const plus = h("button", { type: "button", class: "composer-button composer-plus", "aria-label": "Attach a file or run a shortcut", title: "Attach", "aria-haspopup": "menu" }, icon("plus"));
  const items = [
    { label: "Upload from your computer", mark: icon("file"), choose: () => chooser.click() },
    ...shortcutItems(composer.reader),
  ];
  plus.addEventListener("click", () => openMenu(plus, items, { above: true, label: "Attach" }));
  return h("span", {}, plus, chooser);
}

/** The app's global shortcuts as entries of a menu. */
export function shortcutItems({ space, session }) {
  const found = space.app.shortcuts.filter((one) => one.kind === "global");
  if (!found.length) return [];
  const start = (name) => act("shortcut", { user: session.userId, name }).catch((error) => toast(error.message));
  return [
    { line: true },
    { heading: "Shortcuts" },
    ...found.map((one) => ({ label: one.name, note: one.description || space.app.name, mark: avatar(null, 20), choose: () => start(one.name) })),
  ];
}
