// The page's few pictures, drawn with strokes so that they take the colour of their text.

import { svg } from "./dom.js";

const PATHS = {
  hash: "M4 7.5h13M3 12.5h13M8.2 3.5 6.2 16.5M13.8 3.5l-2 13",
  lock: "M5.5 9V6.8a4.5 4.5 0 0 1 9 0V9M4.5 9h11v7.5h-11z",
  chevron: "m5.5 8 4.5 4.5L14.5 8",
  right: "m8 5.5 4.5 4.5L8 14.5",
  close: "m5 5 10 10M15 5 5 15",
  plus: "M10 4v12M4 10h12",
  send: "M3.5 16.5 17 10 3.5 3.5l1.7 6.5zM5.2 10H11",
  bolt: "M11 2.5 4.5 11.5H9l-.5 6 6.5-9H10.5z",
  at: "M13.3 10a3.3 3.3 0 1 1-6.6 0 3.3 3.3 0 0 1 6.6 0zm0 0v1.3c0 1.2.8 2 1.9 2 1.3 0 2.1-1.2 2.1-3.3A7.2 7.2 0 1 0 14.3 15.8",
  slash:
    "M7 15.5 13 4.5M3.5 3h13a.5.5 0 0 1 .5.5v13a.5.5 0 0 1-.5.5h-13a.5.5 0 0 1-.5-.5v-13a.5.5 0 0 1 .5-.5z",
  reply:
    "M16.5 9.5c0 3-2.9 5.5-6.5 5.5-.9 0-1.8-.2-2.6-.4L3.8 16l.9-2.9A5 5 0 0 1 3.5 9.5C3.5 6.5 6.4 4 10 4s6.5 2.5 6.5 5.5z",
  more: "M10 4.8v.01M10 10v.01M10 15.2v.01",
  eye: "M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5zm5.2 0a2.3 2.3 0 1 0 4.6 0 2.3 2.3 0 0 0-4.6 0z",
  file: "M5 2.5h6.5L15.5 6.5v11H5zM11.5 2.5v4h4",
  download: "M10 3.5v9m-3.5-3.5L10 12.5 13.5 9M4 16.5h12",
  home: "M3.5 9 10 3.5 16.5 9v7.5h-4.5V12H8v4.5H3.5z",
  phone:
    "M6 3.5c.7-.3 1.4 0 1.7.7l.9 2c.2.6.1 1.2-.4 1.6l-.8.6c.7 1.5 1.7 2.6 3.2 3.3l.7-.8c.4-.5 1-.6 1.6-.3l1.9 1c.6.3.9 1 .6 1.7-.6 1.3-1.7 1.9-3 1.6C8.5 14 5.9 11 5 7.2 4.6 5.7 5 4.3 6 3.5z",
  search: "M8.8 14.3a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zm4-1.5 4 4",
  people:
    "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 16.5c0-3 2.2-5 5-5s5 2 5 5M12.5 4a2.8 2.8 0 0 1 0 5.3M14.5 11.8c1.8.6 3 2.4 3 4.7",
  clip: "M14.5 9.5 9.3 14.7a3.2 3.2 0 0 1-4.5-4.5l6-6a2.1 2.1 0 0 1 3 3l-5.9 5.9a1 1 0 0 1-1.5-1.5l5.2-5.2",
  smile:
    "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7 11.5c.6 1.3 1.7 2 3 2s2.4-.7 3-2M7.7 8v.01M12.3 8v.01",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  sort: "M7 4v12m0 0-2.5-2.5M7 16l2.5-2.5M13 16V4m0 0-2.5 2.5M13 4l2.5 2.5",
  copy: "M7.5 7.5h9v9h-9zM5.5 12.5h-2v-9h9v2",
  bold: "M6 4h4.5a3 3 0 0 1 0 6H6zm0 6h5.3a3 3 0 0 1 0 6H6z",
  italic: "M8.5 4h6M5.5 16h6M11.8 4 8.2 16",
  strike:
    "M14.5 6.5C14 5 12.5 4 10.2 4 7.8 4 6 5.2 6 7c0 1.5 1 2.3 2.5 2.8M3.5 10.5h13M13 12c.7.5 1 1.1 1 1.9C14 15.2 12.4 16 10.2 16 7.5 16 6 14.8 5.7 13",
  code: "m6.5 6-4 4 4 4M13.5 6l4 4-4 4",
  quote: "M4 4v12M8 6h8.5M8 10h8.5M8 14h5",
  list: "M4 5.5v.01M4 10v.01M4 14.5v.01M8 5.5h8.5M8 10h8.5M8 14.5h8.5",
  block: "M4 4.5h12v11H4zM7.5 8 6 10l1.5 2M12.5 8l1.5 2-1.5 2",
};

/** A picture; it says nothing to screen readers, the element around it has the label. */
export function icon(name, size = 20) {
  const heavy = name === "more" ? 2.6 : 1.5;
  return svg(
    "svg",
    {
      class: "icon",
      viewBox: "0 0 20 20",
      width: size,
      height: size,
      "aria-hidden": "true",
      focusable: "false",
    },
    svg("path", {
      d: PATHS[name],
      fill: "none",
      stroke: "currentColor",
      "stroke-width": heavy,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );
}
