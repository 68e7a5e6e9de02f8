// A pie of up to six pieces.

import { svg } from "../dom.js";
import { COLOURS } from "./colours.js";

const RADIUS = 92;

/** Pieces from twelve o'clock on; a whole circle for a single one. */
export function pieChart(data, title) {
  const total = data.segments.reduce((sum, one) => sum + one.value, 0);
  let begun = 0;
  const pieces = data.segments.map((segment, at) => {
    const from = begun / total;
    begun += segment.value;
    return piece(segment, from, begun / total, at, total);
  });
  return svg(
    "svg",
    { viewBox: "-100 -100 200 200", role: "img", "aria-label": `pie chart: ${title}` },
    pieces,
  );
}

function piece(segment, from, to, at, total) {
  const tip = svg(
    "title",
    {},
    `${segment.label}: ${segment.value.toLocaleString("en")} (${Math.round((100 * segment.value) / total)}%)`,
  );
  if (to - from > 0.9999) return svg("circle", { r: RADIUS, fill: COLOURS[at] }, tip);
  const [start, end] = [pointAt(from), pointAt(to)];
  const large = to - from > 0.5 ? 1 : 0;
  const d = `M0 0 L${start} A${RADIUS} ${RADIUS} 0 ${large} 1 ${end} Z`;
  return svg("path", { d, fill: COLOURS[at], stroke: "#fff", "stroke-width": 2 }, tip);
}

function pointAt(share) {
  const angle = 2 * Math.PI * share - Math.PI / 2;
  return `${(RADIUS * Math.cos(angle)).toFixed(2)} ${(RADIUS * Math.sin(angle)).toFixed(2)}`;
}
