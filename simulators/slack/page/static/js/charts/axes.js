// Line, area and bar charts: drawn into a box of fixed units, which the page scales.

import { svg } from "../dom.js";
import { COLOURS } from "./colours.js";
import { short, ticksFor } from "./scale.js";

const BOX = { width: 560, height: 240, top: 12, right: 12, bottom: 30, left: 44 };

/** Lines with their points. */
export function lineChart(data, title) {
  return axes(data, title, (frame) =>
    data.series.map((series, at) => {
      const points = pointsOf(series, frame);
      return svg(
        "g",
        {},
        svg("path", {
          d: path(points),
          fill: "none",
          stroke: COLOURS[at],
          "stroke-width": 2.5,
          "stroke-linejoin": "round",
        }),
        dots(points, at),
      );
    }),
  );
}

/** Lines with the ground under them filled. */
export function areaChart(data, title) {
  return axes(data, title, (frame) =>
    data.series.map((series, at) => {
      const points = pointsOf(series, frame);
      const ground = frame.y(0);
      const shape = `${path(points)} L${points.at(-1).x} ${ground} L${points[0].x} ${ground} Z`;
      return svg(
        "g",
        {},
        svg("path", { d: shape, fill: COLOURS[at], "fill-opacity": 0.22 }),
        svg("path", {
          d: path(points),
          fill: "none",
          stroke: COLOURS[at],
          "stroke-width": 2.5,
          "stroke-linejoin": "round",
        }),
        dots(points, at),
      );
    }),
  );
}

/** Bars side by side, one for each series. */
export function barChart(data, title) {
  return axes(data, title, (frame) => {
    const count = data.series.length;
    const width = Math.min(44, (frame.step * 0.72) / count);
    return data.series.map((series, at) =>
      svg(
        "g",
        { fill: COLOURS[at] },
        pointsOf(series, frame).map((point) => {
          const ground = frame.y(0);
          const x = point.x - (width * count) / 2 + width * at;
          const height = Math.abs(point.y - ground);
          return svg(
            "rect",
            {
              x: x + 1,
              y: Math.min(point.y, ground),
              width: Math.max(1, width - 2),
              height,
              rx: Math.min(3, height / 2),
            },
            tip(point),
          );
        }),
      ),
    );
  });
}

function axes(data, title, draw) {
  const frame = frameFor(data);
  const { categories } = data.axis_config;
  return svg(
    "svg",
    {
      viewBox: `0 0 ${BOX.width} ${frame.height}`,
      role: "img",
      "aria-label": `${data.type} chart: ${title}`,
    },
    frame.ticks.map((tick) => tickLine(tick, frame)),
    draw(frame),
    categories.map((name, at) => categoryLabel(name, at, frame)),
    axisNames(data.axis_config, frame),
  );
}

function frameFor(data) {
  const { categories, x_label: below, y_label: beside } = data.axis_config;
  const ticks = ticksFor(data.series.flatMap((series) => series.data.map((point) => point.value)));
  const left = BOX.left + (beside ? 16 : 0);
  const step = (BOX.width - left - BOX.right) / categories.length;
  const turned = Math.max(...categories.map((name) => name.length)) * 6.6 > step - 4;
  const bottom = BOX.bottom + (turned ? 34 : 0) + (below ? 16 : 0);
  const height = BOX.height + bottom - BOX.bottom;
  const plot = height - BOX.top - bottom;
  const [low, high] = [ticks[0], ticks.at(-1)];
  const y = (value) => BOX.top + plot * (1 - (value - low) / (high - low));
  return {
    ticks,
    categories,
    step,
    left,
    height,
    bottom,
    turned,
    y,
    x: (at) => left + step * (at + 0.5),
    floor: height - bottom,
  };
}

function pointsOf(series, frame) {
  return frame.categories.map((name, at) => {
    const { value } = series.data.find((point) => point.label === name);
    return { x: frame.x(at), y: frame.y(value), value, name, series: series.name };
  });
}

function path(points) {
  return points.map(({ x, y }, at) => `${at ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join(" ");
}

function dots(points, at) {
  return points.map((point) =>
    svg(
      "circle",
      { cx: point.x, cy: point.y, r: 3.5, fill: "#fff", stroke: COLOURS[at], "stroke-width": 2 },
      tip(point),
    ),
  );
}

function tip({ name, series, value }) {
  return svg("title", {}, `${name} · ${series}: ${value.toLocaleString("en")}`);
}

function tickLine(tick, frame) {
  const y = frame.y(tick);
  return svg(
    "g",
    { class: tick === 0 ? "axis-zero" : "axis-tick" },
    svg("line", { x1: frame.left, x2: BOX.width - BOX.right, y1: y, y2: y }),
    svg("text", { x: frame.left - 8, y: y + 4, "text-anchor": "end" }, short(tick)),
  );
}

function categoryLabel(name, at, frame) {
  const [x, y] = [frame.x(at), frame.floor + 18];
  const turn = frame.turned
    ? { transform: `rotate(-35 ${x} ${y})`, "text-anchor": "end" }
    : { "text-anchor": "middle" };
  return svg("text", { class: "axis-label", x, y, ...turn }, name);
}

function axisNames({ x_label: below, y_label: beside }, frame) {
  const middle = (BOX.top + frame.floor) / 2;
  return [
    below
      ? svg(
          "text",
          {
            class: "axis-name",
            x: (frame.left + BOX.width - BOX.right) / 2,
            y: frame.height - 4,
            "text-anchor": "middle",
          },
          below,
        )
      : null,
    beside
      ? svg(
          "text",
          {
            class: "axis-name",
            x: 12,
            y: middle,
            "text-anchor": "middle",
            transform: `rotate(-90 12 ${middle})`,
          },
          beside,
        )
      : null,
  ];
}
