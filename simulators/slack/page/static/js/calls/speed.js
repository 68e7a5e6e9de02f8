// How fast simulated calls go.

import { h } from "../dom.js";

const SPEEDS = [
  [0, "Paused"],
  [1, "1×"],
  [60, "60×"],
  [1000, "1000×"],
];

/** A row of speeds of which one holds. */
export function speedSection(ask) {
  const buttons = SPEEDS.map(([speed, label]) =>
    h(
      "button",
      {
        type: "button",
        role: "radio",
        "aria-checked": "false",
        dataset: { speed },
        onclick: () => ask("/speed", { speed }),
      },
      label,
    ),
  );
  const other = h("span", { class: "speed-other", hidden: true });
  const row = h(
    "div",
    { class: "speeds", role: "radiogroup", "aria-label": "Speed of calls" },
    buttons,
  );
  row.addEventListener("keydown", (event) => steer(event, buttons));
  return {
    node: h("div", { class: "calls-row" }, h("span", { class: "calls-name" }, "Speed"), row, other),
    update({ speed }) {
      const known = SPEEDS.some(([one]) => one === speed);
      buttons.forEach((button) => {
        const chosen = Number(button.dataset.speed) === speed;
        button.setAttribute("aria-checked", String(chosen));
        button.tabIndex = chosen || (!known && button === buttons[0]) ? 0 : -1;
      });
      other.hidden = known;
      other.textContent = `${speed}×`;
    },
  };
}

function steer(event, buttons) {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const next =
    buttons[(buttons.indexOf(document.activeElement) + by + buttons.length) % buttons.length];
  next.focus();
  next.click();
}
