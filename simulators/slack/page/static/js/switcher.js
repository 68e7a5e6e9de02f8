// Ctrl-K: jump to a channel, to the app, or act as somebody else.

import { Combobox } from "./controls/combobox.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { avatar, standing } from "./people.js";

/** Ask where to go. */
export function openSwitcher({ session, space }) {
  if (document.querySelector("dialog[open]")) return;
  const combo = new Combobox({
    chosen: [],
    placeholder: "Jump to a channel, or act as somebody",
    source: Object.assign((query) => placesFor(query, session, space), { local: true }),
    onChange: ([choice]) => {
      dialog.close();
      choice?.value();
    },
  });
  const dialog = h("dialog", { class: "dialog switcher", "aria-label": "Jump to" }, combo.node);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  combo.input.focus();
}

function placesFor(query, session, space) {
  const channels = session.channels.map((channel) => ({
    key: channel.id,
    label: channel.name,
    value: () => session.goTo({ kind: "channel", id: channel.id }),
    mark: () => icon(channel.is_private ? "lock" : "hash", 18),
  }));
  const app = [
    ["home", "Home"],
    ["messages", "Messages"],
  ].map(([tab, label]) => ({
    key: `app ${tab}`,
    label: `${space.app.name}: ${label}`,
    value: () => session.goTo({ kind: "app", tab }),
    mark: () => avatar(null, 20),
  }));
  const people = session.people.map((user) => ({
    key: user.id,
    label: user.real_name,
    note: `Act as · ${standing(user)}`,
    value: () => session.actAs(user.id),
    mark: () => avatar(user, 20),
  }));
  return [...channels, ...app, ...people].filter((one) =>
    one.label.toLowerCase().includes(query.toLowerCase()),
  );
}
