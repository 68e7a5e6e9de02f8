// Files for a form: chosen, or dropped on the field.

import { encodeFile } from "../api.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { sizeOf } from "../messages/files.js";
import { toast } from "../toasts.js";

const MOST_BYTES = 10 * 1024 * 1024;

/** The field; it holds the files as the acts take them. */
export function fileInput(block, element, surface, labels = {}) {
  const most = element.max_files ?? 10;
  const chooser = h("input", {
    type: "file",
    class: "visually-hidden",
    multiple: most > 1,
    accept: element.filetypes?.map((type) => `.${type}`).join(","),
    "aria-labelledby": labels.labelledBy,
    "aria-describedby": labels.describedBy,
    dataset: { key: `file ${element.action_id}` },
    onchange: () => add(chooser.files),
  });
  const list = h("ul", { class: "file-list" });
  const zone = h(
    "div",
    { class: "file-input" },
    h("span", { class: "file-hint" }, icon("file"), "Drop a file here, or"),
    h("button", { type: "button", class: "button", onclick: () => chooser.click() }, "Add file"),
    chooser,
  );
  const show = () =>
    list.replaceChildren(...surface.valueOf(block, element).map((file) => row(file)));
  const set = (files) => {
    surface.change(block, element, files, zone);
    show();
  };
  const row = (file) => {
    const remove = () => set(surface.valueOf(block, element).filter((one) => one !== file));
    return h(
      "li",
      {},
      icon("file"),
      h("span", { class: "file-name" }, file.name),
      h("small", {}, sizeOf((file.base64.length * 3) / 4)),
      h(
        "button",
        {
          type: "button",
          class: "plain-button",
          "aria-label": `Remove ${file.name}`,
          onclick: remove,
        },
        icon("close", 16),
      ),
    );
  };
  const add = async (chosen) => {
    const fitting = [...chosen].filter((file) => file.size <= MOST_BYTES);
    if (fitting.length < chosen.length) toast("A file may have 10 MB at most.");
    const encoded = await Promise.all(fitting.map(encodeFile));
    set([...surface.valueOf(block, element), ...encoded].slice(-most));
    chooser.value = "";
  };
  zone.addEventListener("dragover", (event) => over(event, zone, true));
  zone.addEventListener("dragleave", (event) => over(event, zone, false));
  zone.addEventListener("drop", (event) => {
    over(event, zone, false);
    add(event.dataTransfer.files);
  });
  show();
  return h("div", {}, list, zone);
}

function over(event, zone, isOver) {
  event.preventDefault();
  event.stopPropagation();
  zone.classList.toggle("dropping", isOver);
}
