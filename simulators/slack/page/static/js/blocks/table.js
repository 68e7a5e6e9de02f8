// A plain table.

import { h } from "../dom.js";
import { richText } from "./rich_text.js";

/** Rows of cells; the first row is the head. */
export function table(block, surface) {
  const [head, ...rows] = block.rows;
  const settings = block.column_settings ?? [];
  const cells = (row, tag) =>
    row.map((cell, at) =>
      h(
        tag,
        { class: cellClass(settings[at]), scope: tag === "th" ? "col" : null },
        cellContent(cell, surface),
      ),
    );
  return h(
    "div",
    { class: "table-box", tabindex: "0", role: "region", "aria-label": "Table" },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, cells(head, "th"))),
      h(
        "tbody",
        {},
        rows.map((row) => h("tr", {}, cells(row, "td"))),
      ),
    ),
  );
}

function cellClass(setting) {
  const wraps = setting?.is_wrapped ? " cell-wraps" : "";
  return `cell-${setting?.align ?? "left"}${wraps}`;
}

/** What a cell says. */
export function cellContent(cell, surface) {
  if (cell.type === "rich_text") return richText(cell, surface);
  return String(cell.text ?? cell.value ?? "");
}
