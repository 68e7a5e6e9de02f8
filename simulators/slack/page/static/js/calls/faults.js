// Things to break, so that one can see what the bot makes of it.

import { h } from "../dom.js";

const FAULTS = [
  [
    "Next addPhones answer is lost",
    "/faults",
    { kind: "drop_after_processing", route: "addPhones" },
  ],
  ["Next addPhones fails with 500", "/faults", { kind: "500", route: "addPhones" }],
  ["Next control answer is lost", "/faults", { kind: "drop_after_processing", route: "control" }],
  ["Next 3 requests: 429", "/faults", { kind: "429", times: 3, retry_after: "2" }],
  ["Next answer takes 5 s", "/faults", { kind: "delay", seconds: 5 }],
  ["Host is away for 10 s", "/refuse", { seconds: 10 }],
];

/** The buttons, and what waits to go wrong. */
export function faultsSection(ask) {
  const waiting = h("p", { class: "faults-waiting", role: "status" });
  const clear = h(
    "button",
    { type: "button", class: "link-button", onclick: () => ask("/faults", null, "DELETE") },
    "Take back",
  );
  const line = h("div", { class: "faults-line", hidden: true }, waiting, clear);
  const buttons = FAULTS.map(([label, path, body]) =>
    h(
      "button",
      { type: "button", class: "button button-small", onclick: () => ask(path, body) },
      label,
    ),
  );
  return {
    node: h(
      "section",
      { class: "faults", "aria-label": "Break something" },
      h("h3", {}, "Break something"),
      h("div", { class: "calls-buttons" }, buttons),
      line,
    ),
    update({ faults }) {
      line.hidden = !faults.length;
      waiting.textContent = faults.length ? `Waiting: ${faults.map(said).join("; ")}` : "";
    },
  };
}

function said({ kind, route, times }) {
  const often = times > 1 ? `, ${times} times` : "";
  return `${kind.replaceAll("_", " ")} (${route}${often})`;
}
