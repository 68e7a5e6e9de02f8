// One simulated campaign: its state, its call jobs, and what somebody does to it outside Slack.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../menu.js";
import { toast } from "../toasts.js";

const STATUSES = [
  ["planned", "Planned", "#b8c4ce"],
  ["inProcess", "Dialled now", "#1264a3"],
  ["onRetry", "To be retried", "#7fb4da"],
  ["longCallWithResult", "With result", "#2eb67d"],
  ["longCallWithNoResult", "No result", "#a5d6c1"],
  ["noAnswer", "No answer", "#e8a723"],
  ["nonexistentNumber", "No such number", "#e01e5a"],
  ["notDone", "Not done", "#f0809f"],
  ["technicalError", "Technical error", "#8b1a3d"],
  ["canceled", "Canceled", "#868686"],
  ["unknown", "Unknown", "#444444"],
];
const STATES = {
  new: "New",
  planned: "Planned",
  inProgress: "In progress",
  paused: "Paused",
  finished: "Finished",
  deleted: "Deleted",
};
const FITTING = {
  new: ["start"],
  planned: ["start"],
  inProgress: ["pause", "stop"],
  paused: ["resume", "stop"],
  finished: [],
  deleted: [],
};
const LABELS = {
  start: "Start outside Slack",
  pause: "Pause outside Slack",
  resume: "Resume outside Slack",
  stop: "Stop outside Slack",
};
const ANSWERS = [
  [
    "As usual",
    { longCallWithResult: 35, longCallWithNoResult: 20, noAnswer: 40, nonexistentNumber: 5 },
  ],
  ["Nobody answers", { noAnswer: 1 }],
  ["Numbers do not exist", { nonexistentNumber: 1 }],
  ["Everything fails", { technicalError: 1 }],
];

/** A card; `update` is given the campaign as it is now. */
export function campaignCard(campaign, url, ask) {
  const path = `/campaigns/${campaign.id}`;
  const parts = {
    state: h("span", { class: "state" }),
    bar: h("div", { class: "counts-bar", "aria-hidden": "true" }),
    counts: h("ul", { class: "counts" }),
    buttons: h("div", { class: "calls-buttons" }),
  };
  let now = campaign;
  const more = h(
    "button",
    {
      type: "button",
      class: "plain-button",
      "aria-haspopup": "menu",
      "aria-label": `More for ${campaign.name}`,
      title: "More",
    },
    icon("more"),
  );
  more.addEventListener("click", () =>
    openMenu(more, moreItems(path, ask), { align: "end", label: `More for ${campaign.name}` }),
  );
  const node = h(
    "article",
    { class: "campaign", "aria-label": campaign.name },
    h("header", {}, h("h3", {}, campaign.name), parts.state, more),
    parts.bar,
    parts.counts,
    parts.buttons,
    h(
      "div",
      { class: "connect-with" },
      copyButton("Copy host", () => url),
      copyButton("Copy token", () => now.token),
    ),
  );
  const update = (seen) => {
    if (parts.buttons.dataset.state !== seen.state) showButtons(parts.buttons, seen, path, ask);
    now = seen;
    parts.state.textContent = STATES[seen.state] ?? seen.state;
    parts.state.dataset.state = seen.state;
    showCounts(parts, seen.counts);
  };
  return { node, update };
}

function showButtons(box, { state }, path, ask) {
  box.dataset.state = state;
  const act = (action) =>
    h(
      "button",
      {
        type: "button",
        class: "button button-small",
        onclick: () => ask(`${path}/state`, { action }),
      },
      LABELS[action],
    );
  box.replaceChildren(...(FITTING[state] ?? []).map(act));
  box.hidden = !box.children.length;
}

function showCounts({ bar, counts }, every) {
  const known = STATUSES.filter(([status]) => every[status]);
  bar.replaceChildren(
    ...known.map(([status, , colour]) =>
      h("span", { style: { background: colour, flexGrow: String(every[status]) } }),
    ),
  );
  bar.hidden = !known.length;
  counts.replaceChildren(
    ...known.map(([status, label, colour]) =>
      h(
        "li",
        {},
        h("span", { class: "legend-mark", style: { background: colour } }),
        label,
        h("strong", {}, every[status].toLocaleString("en")),
      ),
    ),
  );
  if (!known.length) counts.append(h("li", { class: "counts-none" }, "No call jobs yet"));
}

function moreItems(path, ask) {
  const state = (action) => () => ask(`${path}/state`, { action });
  return [
    { heading: "How calls end from now on" },
    ...ANSWERS.map(([label, weights]) => ({
      label,
      choose: () => ask(`${path}/weights`, weights),
    })),
    { line: true },
    { heading: "In the platform" },
    { label: "Run out of minutes", choose: state("run_out_of_minutes") },
    { label: "Refill minutes", choose: state("refill") },
    { label: "Change the token", note: "The old one stops working", choose: state("change_token") },
    { label: "Delete the campaign", danger: true, choose: state("delete") },
  ];
}

function copyButton(label, textNow) {
  const copy = async () => {
    await navigator.clipboard.writeText(textNow());
    toast("Copied. Paste it into the form of /campaign connect.");
  };
  return h(
    "button",
    { type: "button", class: "link-button", onclick: copy },
    icon("copy", 14),
    label,
  );
}
