// The page: joins the workspace, the session and what is drawn of them.

import { announce } from "./announcer.js";
import { AppView } from "./app_view.js";
import { CallsPanel } from "./calls/panel.js";
import { Conversation } from "./conversation.js";
import { h } from "./dom.js";
import { ThreadPane } from "./messages/thread.js";
import { ModalLayer } from "./modal.js";
import { drawRail, drawTopbar } from "./rail.js";
import { Session } from "./session.js";
import { drawSidebar } from "./sidebar.js";
import { openSwitcher } from "./switcher.js";
import { Dates } from "./text/dates.js";
import { toast } from "./toasts.js";
import { Workspace } from "./workspace.js";

class Page {
  async open() {
    this.space = new Workspace();
    await this.space.open();
    this.session = new Session(this.space);
    this.calls = this.space.platform ? new CallsPanel(this.session) : null;
    this.modals = new ModalLayer(() => this.reader);
    this.#listen();
    this.#drawAll();
  }

  /** What everything that is drawn reads from. */
  get reader() {
    const { space, session } = this;
    return { space, session, dates: new Dates(session.user) };
  }

  #listen() {
    const { space, session } = this;
    for (const topic of ["message", "edit", "delete"])
      space.on(topic, (detail) => this.#take(topic, detail));
    space.on("reset", () => this.#drawAll());
    space.on("modal", (userId) => userId === session.userId && this.modals.update());
    space.on("modal_errors", (userId) => userId === session.userId && this.modals.markErrors());
    space.on("home", (userId) => userId === session.userId && this.main.updateHome?.());
    space.on("trouble", (entry) => this.#tell(entry));
    space.on("connection", (stands) => document.body.classList.toggle("offline", !stands));
    session.on("actor", () => this.#drawAll());
    session.on("place", () => this.#drawAll());
    session.on("thread", () => this.#drawAside());
    session.on("panel", () => this.#drawAside());
    session.on("read", () => drawSidebar(this.reader));
    session.on("notice", ({ text, thread }) => (thread ? toast(text) : this.#notice(text)));
    addEventListener("focus", () => this.#markRead());
    addEventListener("keydown", (event) => this.#key(event));
  }

  #drawAll() {
    this.#drawMain();
    this.#drawAside();
    this.modals.update();
  }

  #drawMain() {
    const { reader, session } = this;
    const { channel, place } = session;
    this.main = place.kind === "app" ? new AppView(reader) : new Conversation(reader, channel);
    document.getElementById("main").replaceChildren(this.main.node);
    (this.main.conversation ?? this.main).list?.toEnd();
    document.title = `${channel && !channel.is_im ? `#${channel.name}` : this.space.app.name} – ${this.space.team.name}`;
    drawTopbar(reader);
    drawSidebar(reader);
    this.#markRead();
    (this.main.conversation ?? this.main).composer?.box.focus();
  }

  #drawAside() {
    const { session } = this;
    const aside = document.getElementById("aside");
    const channel = session.channel;
    this.thread =
      session.thread && channel?.messages.has(session.thread)
        ? new ThreadPane(this.reader, channel, session.thread)
        : null;
    const shown = this.thread?.node ?? (session.panelOpen ? this.calls?.node : null);
    aside.hidden = !shown;
    aside.setAttribute("aria-label", this.thread ? "Thread" : "Simulated platform");
    aside.replaceChildren(...(shown ? [shown] : []));
    this.thread?.list.toEnd();
    this.thread?.composer.box.focus();
    drawRail(this.reader);
  }

  #take(topic, detail) {
    const { channel, message } = detail;
    if (topic === "message") announce(message, channel, this.reader);
    if (channel === this.session.channel) {
      this.main.take(topic, detail);
      this.thread?.take(topic, detail);
      this.#markRead();
    } else if (
      this.session.where === "dm" &&
      channel === this.space.talkWithApp(this.session.userId)
    ) {
      this.#drawMain();
    }
    drawSidebar(this.reader);
  }

  #markRead() {
    const { channel } = this.session;
    if (channel && document.hasFocus()) this.session.markRead(channel);
  }

  #tell(entry) {
    if (entry.user !== this.session.userId) return;
    if (entry.channel && entry.channel === this.session.channel?.id) this.#notice(entry.text);
    else toast(entry.text);
  }

  #notice(text) {
    const list = (this.main.conversation ?? this.main).list;
    if (list) list.tell(text);
    else toast(text);
  }

  #key(event) {
    if (event.key === "k" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      openSwitcher(this.reader);
    } else if (event.key === "Escape" && this.thread && !document.querySelector("dialog[open]")) {
      this.session.closeThread();
    }
  }
}

const page = new Page();
page.open().catch((error) => {
  document
    .getElementById("main")
    .replaceChildren(
      h(
        "p",
        { class: "home-wait", role: "alert" },
        `The local Slack could not be read: ${error.message}`,
      ),
    );
});
