// The simulated calling platform beside the talk: its campaigns, its speed, its faults.

import { callsControl } from "../api.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { follow } from "../stream.js";
import { toast } from "../toasts.js";
import { campaignCard } from "./campaign.js";
import { faultsSection } from "./faults.js";
import { speedSection } from "./speed.js";

/** The pane; it follows the platform's own stream while the page is open. */
export class CallsPanel {
  #cards = new Map();

  constructor(session) {
    this.speed = speedSection(ask);
    this.faults = faultsSection(ask);
    this.campaigns = h("div", { class: "campaigns" });
    this.status = h("p", { class: "calls-status", role: "status" }, "Connecting…");
    this.node = h(
      "section",
      { class: "pane calls", "aria-label": "Simulated platform" },
      h(
        "header",
        { class: "pane-head" },
        h("h2", {}, icon("phone"), "Simulated platform", h("small", {}, "Calls API")),
        h(
          "button",
          {
            type: "button",
            class: "plain-button",
            "aria-label": "Close the platform",
            onclick: () => session.togglePanel(false),
          },
          icon("close"),
        ),
      ),
      h(
        "div",
        { class: "calls-scroll", tabindex: "-1" },
        this.status,
        this.speed.node,
        this.campaigns,
        newCampaign(),
        this.faults.node,
      ),
    );
    follow("/_calls/stream", { onEvent: (seen) => this.#take(seen) });
  }

  #take(seen) {
    if (seen.away) {
      this.#say("The platform accepts no connection now.");
      return;
    }
    this.#say("");
    this.speed.update(seen);
    this.faults.update(seen);
    for (const campaign of seen.campaigns) this.#show(campaign, seen.url);
  }

  #show(campaign, url) {
    let card = this.#cards.get(campaign.id);
    if (!card) {
      card = campaignCard(campaign, url, ask);
      this.#cards.set(campaign.id, card);
      this.campaigns.append(card.node);
    }
    card.update(campaign);
  }

  #say(text) {
    this.status.hidden = !text;
    this.status.textContent = text;
  }
}

function newCampaign() {
  const name = h("input", {
    type: "text",
    class: "text-input",
    "aria-label": "Name of a new campaign",
    placeholder: "New campaign",
    maxlength: "60",
  });
  const create = async (event) => {
    event.preventDefault();
    if (!name.value.trim()) return name.focus();
    await ask("/campaigns", { name: name.value.trim() });
    name.value = "";
    return undefined;
  };
  return h(
    "form",
    { class: "calls-new", onsubmit: create },
    name,
    h("button", { class: "button", type: "submit" }, "Create"),
  );
}

async function ask(path, body, method) {
  try {
    return await callsControl(path, body, method);
  } catch (error) {
    toast(error.message);
    return null;
  }
}
