// A table to sort, search and turn the pages of.

import { freshId, h } from "../dom.js";
import { icon } from "../icons.js";
import { cellContent } from "./table.js";

const USUAL_PAGE = 10;
const SEARCHED_FROM = 6;

/** The native data table: a caption, a head that sorts, and pages. */
export function dataTable(block, surface) {
  const [head, ...rows] = block.rows;
  const view = { query: "", column: -1, falling: false, page: 0 };
  const captionId = freshId("caption");
  const body = h("tbody");
  const pages = h("div", { class: "pages" });
  const heads = head.map((cell, at) => headCell(cell, at, numeric(rows, at), () => sortBy(at)));
  const size = block.page_size ?? USUAL_PAGE;

  const show = () => {
    const found = arranged(rows, view);
    const last = Math.max(0, Math.ceil(found.length / size) - 1);
    view.page = Math.min(view.page, last);
    body.replaceChildren(
      ...found
        .slice(view.page * size, (view.page + 1) * size)
        .map((row) => rowNode(row, block, surface)),
    );
    pages.replaceChildren(...pageButtons(view, found.length, size, last, show));
    heads.forEach((node, at) =>
      node.setAttribute(
        "aria-sort",
        at !== view.column ? "none" : view.falling ? "descending" : "ascending",
      ),
    );
  };
  const sortBy = (at) => {
    view.falling = view.column === at && !view.falling;
    view.column = at;
    show();
  };
  const search = h("input", {
    type: "search",
    class: "text-input table-search",
    placeholder: "Search",
    "aria-label": `Search ${block.caption}`,
    oninput: () => {
      view.query = search.value.toLowerCase();
      show();
    },
  });
  show();
  return h(
    "div",
    { class: "data-table" },
    h(
      "div",
      { class: "table-head" },
      h("strong", { id: captionId }, block.caption),
      rows.length >= SEARCHED_FROM ? search : null,
    ),
    h(
      "div",
      { class: "table-box", tabindex: "0", role: "region", "aria-labelledby": captionId },
      h("table", { "aria-labelledby": captionId }, h("thead", {}, h("tr", {}, heads)), body),
    ),
    pages,
  );
}

function headCell(cell, at, isNumber, sort) {
  return h(
    "th",
    { scope: "col", class: isNumber ? "cell-right" : "cell-left" },
    h(
      "button",
      { type: "button", class: "sort-button", dataset: { key: `sort ${at}` }, onclick: sort },
      String(cell.text ?? ""),
      icon("sort", 14),
    ),
  );
}

function rowNode(row, block, surface) {
  return h(
    "tr",
    {},
    row.map((cell, at) => {
      const isHead = at === block.row_header_column_index;
      const side = cell.type === "raw_number" ? "cell-right" : "cell-left";
      return h(
        isHead ? "th" : "td",
        { class: side, scope: isHead ? "row" : null },
        cellContent(cell, surface),
      );
    }),
  );
}

function numeric(rows, at) {
  return rows.length > 0 && rows.every((row) => row[at]?.type === "raw_number");
}

function arranged(rows, { query, column, falling }) {
  const found = query
    ? rows.filter((row) => row.some((cell) => plain(cell).toLowerCase().includes(query)))
    : [...rows];
  if (column < 0) return found;
  const sign = falling ? -1 : 1;
  return found.sort((one, other) => sign * compare(one[column], other[column]));
}

function compare(one, other) {
  if (one.type === "raw_number" && other.type === "raw_number") return one.value - other.value;
  return plain(one).localeCompare(plain(other), undefined, { numeric: true });
}

function plain(cell) {
  return cell.type === "rich_text"
    ? JSON.stringify(cell.elements)
    : String(cell.text ?? cell.value ?? "");
}

function pageButtons(view, count, size, last, show) {
  if (count === 0) return ["Nothing found"];
  if (last === 0) return [];
  const turn = (by) => {
    view.page += by;
    show();
  };
  const from = view.page * size + 1;
  return [
    h(
      "button",
      {
        type: "button",
        class: "button button-small",
        disabled: view.page === 0,
        onclick: () => turn(-1),
      },
      "Previous",
    ),
    h("span", {}, `${from}–${Math.min(count, from + size - 1)} of ${count}`),
    h(
      "button",
      {
        type: "button",
        class: "button button-small",
        disabled: view.page === last,
        onclick: () => turn(1),
      },
      "Next",
    ),
  ];
}
