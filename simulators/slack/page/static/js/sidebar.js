// The workspace's name, the channels, the app.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { avatar } from "./people.js";
import { shortcutItems } from "./composer/plus.js";

/** Draw the sidebar anew: it is small. */
export function drawSidebar(reader) {
  const { session, space } = reader;
  const bar = document.getElementById("sidebar");
  if (bar.matches(":active")) return drawOnRelease(bar, reader);
  const held = document.activeElement?.dataset.entry;
  bar.replaceChildren(
    h("header", { class: "sidebar-head" }, h("h2", {}, space.team.name), shortcutsButton(reader)),
    h(
      "div",
      { class: "sidebar-scroll" },
      section(
        "Channels",
        session.channels.map((channel) => channelEntry(channel, session)),
      ),
      section("Apps", [appEntry(reader)]),
    ),
  );
  if (held) bar.querySelector(`[data-entry="${CSS.escape(held)}"]`)?.focus();
}

// A button that were replaced between a press and its release would never hear of the click.
function drawOnRelease(bar, reader) {
  if (bar.dataset.waits) return;
  bar.dataset.waits = "release";
  const draw = () => {
    delete bar.dataset.waits;
    drawSidebar(reader);
  };
  addEventListener("pointerup", () => setTimeout(draw), { once: true });
}

function shortcutsButton(reader) {
  const node = h(
    "button",
    {
      type: "button",
      class: "sidebar-button",
      "aria-label": "Shortcuts",
      title: "Shortcuts",
      "aria-haspopup": "menu",
      dataset: { entry: "shortcuts" },
    },
    icon("bolt"),
  );
  node.addEventListener("click", () => {
    const [, ...items] = shortcutItems(reader);
    if (items.length) openMenu(node, items, { label: "Shortcuts" });
  });
  return node;
}

function section(title, entries) {
  return h(
    "section",
    { class: "sidebar-section" },
    h("h3", {}, icon("chevron", 14), title),
    h(
      "ul",
      {},
      entries.map((entry) => h("li", {}, entry)),
    ),
  );
}

function channelEntry(channel, session) {
  const current = session.place.kind === "channel" && session.place.id === channel.id;
  const { count, mentions } = session.unread(channel);
  return entry({
    key: channel.id,
    current,
    unread: count > 0,
    badge: mentions,
    mark: icon(channel.is_private ? "lock" : "hash", 18),
    name: channel.name,
    open: () => session.goTo({ kind: "channel", id: channel.id }),
  });
}

function appEntry({ session, space }) {
  const talk = space.talkWithApp(session.userId);
  const { count } = talk ? session.unread(talk) : { count: 0 };
  return entry({
    key: "app",
    current: session.place.kind === "app",
    unread: count > 0,
    badge: count,
    mark: avatar(null, 20),
    name: space.app.name,
    open: () => session.goTo({ kind: "app", tab: count ? "messages" : "home" }),
  });
}

function entry({ key, current, unread, badge, mark, name, open }) {
  const state = unread ? " entry-unread" : "";
  const told = [name, unread && "unread", badge && `${badge} for you`].filter(Boolean).join(", ");
  return h(
    "button",
    {
      type: "button",
      class: `entry${state}`,
      "aria-label": told,
      "aria-current": current ? "page" : null,
      dataset: { entry: key },
      onclick: open,
    },
    mark,
    h("span", { class: "entry-name" }, name),
    badge ? h("span", { class: "entry-badge" }, String(badge)) : null,
  );
}
