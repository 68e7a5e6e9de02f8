// The dialog that asks before a button does its work.

import { freshId, h } from "./dom.js";
import { icon } from "./icons.js";
import { textObject } from "./text/mrkdwn.js";

/** Ask with a confirm object of Block Kit; true if the person goes on. */
export function confirmWith(confirm, reader) {
  const titleId = freshId("confirm");
  return new Promise((resolve) => {
    const dialog = h(
      "dialog",
      { class: "dialog confirm", role: "alertdialog", "aria-labelledby": titleId },
      h(
        "header",
        { class: "dialog-head" },
        h("h2", { id: titleId }, textObject(confirm.title, reader)),
        h(
          "button",
          {
            type: "button",
            class: "plain-button",
            "aria-label": "Close",
            onclick: () => dialog.close("no"),
          },
          icon("close"),
        ),
      ),
      h("div", { class: "dialog-body" }, textObject(confirm.text, reader)),
      h(
        "footer",
        { class: "dialog-foot" },
        h(
          "button",
          { type: "button", class: "button", onclick: () => dialog.close("no") },
          textObject(confirm.deny, reader),
        ),
        h(
          "button",
          {
            type: "button",
            class: `button button-${confirm.style ?? "primary"}`,
            autofocus: true,
            onclick: () => dialog.close("yes"),
          },
          textObject(confirm.confirm, reader),
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
