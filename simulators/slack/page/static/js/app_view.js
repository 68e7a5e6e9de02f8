// The app's own place: its Home tab, the messages with it, what it is.

import { act } from "./api.js";
import { updateBlocks } from "./blocks/index.js";
import { Conversation } from "./conversation.js";
import { h } from "./dom.js";
import { avatar } from "./people.js";
import { Surface } from "./surface.js";

const TABS = [
  ["home", "Home"],
  ["messages", "Messages"],
  ["about", "About"],
];

/** The pane of the app, on the tab that the session says. */
export class AppView {
  constructor(reader) {
    this.reader = reader;
    const { tab } = reader.session.place;
    const head = h(
      "header",
      { class: "pane-head pane-head-tabs" },
      h("h1", {}, avatar(null, 24), reader.space.app.name),
      this.#tabs(tab),
    );
    if (tab === "messages") {
      this.conversation = new Conversation(reader, reader.session.channel, { head });
      this.node = this.conversation.node;
      return;
    }
    this.content = tab === "home" ? this.#home() : this.#about();
    this.node = h(
      "section",
      { class: "pane", "aria-label": reader.space.app.name },
      head,
      h("div", { class: "tab-body", tabindex: "-1" }, this.content),
    );
  }

  take(topic, detail) {
    this.conversation?.take(topic, detail);
  }

  /** The app has published the person's Home. */
  updateHome() {
    const { space, session } = this.reader;
    if (!session.onHome) return;
    const home = space.homes.get(session.userId);
    if (!home) return;
    if (this.surface?.id !== home.id) {
      this.surface = new Surface("home", home.id, this.reader, { state: home.state?.values });
      this.content.replaceChildren();
    }
    const focused = this.content.contains(document.activeElement)
      ? document.activeElement.dataset.key
      : null;
    updateBlocks(this.content, home.blocks, this.surface);
    if (focused)
      this.content
        .querySelector(`[data-key="${CSS.escape(focused)}"]`)
        ?.focus({ preventScroll: true });
  }

  #tabs(chosen) {
    const { session } = this.reader;
    return h(
      "div",
      { class: "tabs", role: "tablist", "aria-label": this.reader.space.app.name },
      TABS.map(([tab, label]) =>
        h(
          "button",
          {
            type: "button",
            role: "tab",
            "aria-selected": String(tab === chosen),
            onclick: () => session.goTo({ kind: "app", tab }),
          },
          label,
        ),
      ),
    );
  }

  #home() {
    const { session } = this.reader;
    this.content = h(
      "div",
      { class: "home", role: "tabpanel", "aria-label": "Home" },
      h("p", { class: "home-wait" }, "Loading…"),
    );
    this.updateHome();
    act("open_home", { user: session.userId }).catch((error) =>
      this.content.replaceChildren(h("p", { class: "home-wait" }, error.message)),
    );
    return this.content;
  }

  #about() {
    const { app } = this.reader.space;
    const line = (name, about) => h("li", {}, h("strong", {}, name), about ? ` ${about}` : "");
    return h(
      "div",
      { class: "home about", role: "tabpanel", "aria-label": "About" },
      h("h3", { class: "block-head" }, app.name),
      h("p", {}, app.description),
      h("h4", {}, "Slash commands"),
      h(
        "ul",
        {},
        app.commands.map((one) => line(one.name, one.description)),
      ),
      h("h4", {}, "Shortcuts"),
      h(
        "ul",
        {},
        app.shortcuts.map((one) => line(one.name, one.description)),
      ),
    );
  }
}
