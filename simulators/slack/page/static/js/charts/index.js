// Native charts: a title, the drawing, a legend, and the same figures as a table for screen readers.

import { h } from "../dom.js";
import { wrong } from "../blocks/unknown.js";
import { areaChart, barChart, lineChart } from "./axes.js";
import { COLOURS } from "./colours.js";
import { pieChart } from "./pie.js";

const KINDS = { line: lineChart, area: areaChart, bar: barChart, pie: pieChart };

/** A data_visualization block. */
export function chart(block) {
  const { chart: data, title } = block;
  const draw = KINDS[data.type];
  if (!draw) return wrong("chart", block);
  const shares = data.type === "pie";
  const names = shares ? data.segments.map((one) => one.label) : data.series.map((one) => one.name);
  const legend =
    shares || names.length > 1
      ? h(
          "ul",
          { class: "legend" },
          names.map((name, at) => legendItem(name, at, data)),
        )
      : null;
  return h(
    "figure",
    { class: `chart chart-${data.type}` },
    h("figcaption", {}, title),
    h(
      "div",
      { class: "chart-body" },
      h("div", { class: "chart-drawing" }, draw(data, title)),
      legend,
    ),
    figures(data, title),
  );
}

function legendItem(name, at, data) {
  const mark = h("span", { class: "legend-mark", style: { background: COLOURS[at] } });
  if (data.type !== "pie") return h("li", {}, mark, name);
  const total = data.segments.reduce((sum, one) => sum + one.value, 0);
  const { value } = data.segments[at];
  return h(
    "li",
    {},
    mark,
    h("span", { class: "legend-name" }, name),
    h(
      "span",
      { class: "legend-value" },
      `${value.toLocaleString("en")} (${Math.round((100 * value) / total)}%)`,
    ),
  );
}

function figures(data, title) {
  const columns = data.type === "pie" ? ["Value"] : data.series.map((one) => one.name);
  const rows =
    data.type === "pie"
      ? data.segments.map((one) => [one.label, one.value])
      : data.axis_config.categories.map((name) => [
          name,
          ...data.series.map((one) => one.data.find((point) => point.label === name)?.value ?? ""),
        ]);
  const table = h(
    "table",
    {},
    h("caption", {}, title),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, data.axis_config?.x_label ?? "Name"),
        columns.map((name) => h("th", { scope: "col" }, name)),
      ),
    ),
    h(
      "tbody",
      {},
      rows.map(([name, ...values]) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, name),
          values.map((value) => h("td", {}, String(value))),
        ),
      ),
    ),
  );
  // A table ignores a height of its own, so that the box around it is what is hidden.
  return h("div", { class: "visually-hidden" }, table);
}
