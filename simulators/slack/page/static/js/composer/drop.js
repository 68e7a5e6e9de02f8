// Files dropped anywhere on a conversation.

import { h } from "../dom.js";

/** Let files that are dropped on the pane go to its message box. */
export function takeDrops(pane, composer, name) {
  const veil = h(
    "div",
    { class: "drop-veil", hidden: true, "aria-hidden": "true" },
    h("div", {}, `Upload to ${name}`),
  );
  let depth = 0;
  const show = (by) => {
    depth = Math.max(0, depth + by);
    veil.hidden = depth === 0;
  };
  pane.append(veil);
  pane.addEventListener("dragenter", (event) => carriesFiles(event) && show(1));
  pane.addEventListener("dragleave", (event) => carriesFiles(event) && show(-1));
  pane.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  pane.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(0);
    composer.addFiles(event.dataTransfer.files);
  });
}

function carriesFiles(event) {
  return [...(event.dataTransfer?.types ?? [])].includes("Files");
}
