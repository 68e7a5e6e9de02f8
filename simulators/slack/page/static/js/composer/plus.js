// Under the text: files to attach, and the app's global shortcuts.

import { act } from "../api.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../menu.js";
import { avatar } from "../people.js";
import { toast } from "../toasts.js";

/** The buttons for files and shortcuts, and the file chooser behind them. */
export function attachButtons(composer) {
  const chooser = h("input", {
    type: "file",
    class: "visually-hidden",
    multiple: true,
    tabindex: "-1",
    "aria-label": "Upload from your computer",
    onchange: () => {
      composer.addFiles(chooser.files);
      chooser.value = "";
    },
  });
  const plus = h(
    "button",
    {
      type: "button",
      class: "composer-button composer-plus",
      "aria-label": "Files and shortcuts",
      title: "Files and shortcuts",
      "aria-haspopup": "menu",
    },
    icon("plus"),
  );
  const items = [
    { label: "Upload from your computer", mark: icon("file"), choose: () => chooser.click() },
    ...shortcutItems(composer.reader),
  ];
  plus.addEventListener("click", () =>
    openMenu(plus, items, { above: true, label: "Files and shortcuts" }),
  );
  const clip = h(
    "button",
    {
      type: "button",
      class: "composer-button",
      "aria-label": "Attach a file",
      title: "Attach a file",
      onclick: () => chooser.click(),
    },
    icon("clip"),
  );
  return [plus, clip, chooser];
}

/** The app's global shortcuts as entries of a menu. */
export function shortcutItems({ space, session }) {
  const found = space.app.shortcuts.filter((one) => one.kind === "global");
  if (!found.length) return [];
  const start = (name) =>
    act("shortcut", { user: session.userId, name }).catch((error) => toast(error.message));
  return [
    { line: true },
    { heading: "Shortcuts" },
    ...found.map((one) => ({
      label: one.name,
      note: one.description || space.app.name,
      mark: avatar(null, 20),
      choose: () => start(one.name),
    })),
  ];
}
