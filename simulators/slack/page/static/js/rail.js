// The narrow column at the left, and the bar on top: the workspace, the simulation, who acts.

import { fragment, h } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { avatar, standing } from "./people.js";
import { openSwitcher } from "./switcher.js";

/** Draw the rail anew. */
export function drawRail(reader) {
  const { session, space } = reader;
  const held = document.activeElement?.dataset.rail;
  const rail = document.getElementById("rail");
  const calls = session.channels.find((one) => one.name === "calls") ?? session.channels[0];
  rail.replaceChildren(
    fragment(
      h("span", { class: "rail-team", "aria-hidden": "true" }, space.team.name.slice(0, 1)),
      railButton("home", "Home", session.place.kind === "channel", () =>
        session.goTo({ kind: "channel", id: calls.id }),
      ),
      space.platform &&
        railButton("phone", "Platform", session.panelOpen, () => session.togglePanel(), {
          "aria-pressed": String(session.panelOpen),
          title: "The simulated calling platform",
        }),
      h("span", { class: "spacer" }),
      actorButton(reader),
    ),
  );
  if (held) rail.querySelector(`[data-rail="${CSS.escape(held)}"]`)?.focus();
}

function railButton(name, label, current, open, more = {}) {
  return h(
    "button",
    {
      type: "button",
      class: `rail-button${current ? " rail-current" : ""}`,
      dataset: { rail: name },
      onclick: open,
      ...more,
    },
    h("span", { class: "rail-icon" }, icon(name)),
    label,
  );
}

function actorButton({ session }) {
  const node = h(
    "button",
    {
      type: "button",
      class: "rail-actor",
      "aria-haspopup": "menu",
      "aria-label": `Acting as ${session.user.real_name}. Switch person`,
      title: `Acting as ${session.user.real_name}`,
      dataset: { rail: "actor" },
    },
    avatar(session.user, 36),
    h("span", { class: "rail-presence", "aria-hidden": "true" }),
  );
  node.addEventListener("click", () =>
    openMenu(node, actorItems(session), { above: true, label: "Act as" }),
  );
  return node;
}

function actorItems(session) {
  const people = session.people.map((user) => ({
    label: user.id === session.userId ? h("strong", {}, `${user.real_name} ✓`) : user.real_name,
    note: standing(user),
    mark: avatar(user, 36),
    choose: () => session.actAs(user.id),
  }));
  return [{ heading: "Act as" }, ...people];
}

/** Draw the bar on top anew. */
export function drawTopbar(reader) {
  const { session, space } = reader;
  document
    .getElementById("topbar")
    .replaceChildren(
      h("span", { class: "topbar-side" }),
      h(
        "button",
        { type: "button", class: "topbar-search", onclick: () => openSwitcher(reader) },
        icon("search", 16),
        h("span", {}, "Jump to…"),
        h("kbd", {}, "Ctrl K"),
      ),
      h(
        "span",
        { class: "topbar-side topbar-about" },
        "Local Slack, acting as ",
        h("strong", {}, session.user.real_name),
      ),
    );
}
