// The workspace as the page knows it: people, conversations, modals, Home tabs, kept up to date.

import { fetchState } from "./api.js";
import { Signals } from "./signals.js";
import { follow } from "./stream.js";

/** Topics: message, edit, delete, reaction, modal, home, trouble, reset, connection. */
export class Workspace extends Signals {
  users = new Map();
  groups = new Map();
  channels = new Map();
  modals = new Map();
  homes = new Map();
  #seen = 0;
  #stands = false;
  #loading = null;
  #waiting = [];

  /** Follow the stream, and read the state as soon as that stands, so that nothing is missed. */
  open() {
    return new Promise((resolve, reject) => {
      follow("/_control/stream", {
        onEvent: (entry) => this.#hear(entry),
        onOpen: () => this.#opened().then(resolve, reject),
        onFall: () => this.#fell(),
      });
    });
  }

  /** Read everything anew, for what the stream does not tell. */
  reload() {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load() {
    try {
      this.#learn(await fetchState());
    } finally {
      this.#loading = null;
    }
    for (const entry of this.#waiting.splice(0)) this.#hear(entry);
  }

  #learn(state) {
    this.app = state.app;
    this.team = state.workspace;
    this.platform = state.platform;
    this.users = new Map(state.users.map((user) => [user.id, user]));
    this.groups = new Map(state.groups.map((group) => [group.id, group]));
    this.channels = new Map(state.channels.map((channel) => [channel.id, withMap(channel)]));
    this.homes = new Map(state.homes.map((home) => [home.user, home]));
    this.modals = new Map();
    for (const view of state.modals) this.#stack(view.user).push(view);
    this.#seen = state.last;
    this.emit("reset");
  }

  // A local Slack that was started anew is another workspace: nothing of before holds.
  async #opened() {
    await this.reload();
    this.#stands = true;
    this.emit("connection", true);
  }

  #fell() {
    if (this.#stands) this.emit("connection", false);
    this.#stands = false;
  }

  // What comes while the state is read is kept until it is known what that state had already.
  #hear(entry) {
    if (this.#loading) this.#waiting.push(entry);
    else this.#take(entry);
  }

  /** The modal that this person sees. */
  topModal(userId) {
    return this.#stack(userId).at(-1) ?? null;
  }

  /** How many modals of this person lie on each other. */
  depth(userId) {
    return this.#stack(userId).length;
  }

  /** The conversation with the app, once it exists. */
  talkWithApp(userId) {
    return [...this.channels.values()].find((one) => one.is_im && one.user === userId) ?? null;
  }

  #take(entry) {
    if (!entry.number || entry.number <= this.#seen) return;
    this.#seen = entry.number;
    if (entry.channel && !this.channels.has(entry.channel)) {
      this.#refresh();
      return;
    }
    CHANGES[entry.kind]?.(this, entry);
  }

  // A local Slack that does not answer any more ends its stream too, and all is read at its return.
  #refresh() {
    this.reload().catch(() => this.#fell());
  }

  #stack(userId) {
    if (!this.modals.has(userId)) this.modals.set(userId, []);
    return this.modals.get(userId);
  }

  static changes = {
    message: (space, entry) => space.#put(entry, "message"),
    ephemeral: (space, entry) => space.#put(entry, "message"),
    edit: (space, entry) => space.#put(entry, "edit"),
    ephemeral_edit: (space, entry) => space.#put(entry, "edit"),
    delete: (space, entry) => space.#drop(entry),
    ephemeral_delete: (space, entry) => space.#drop(entry),
    reaction: (space, entry) => space.#react(entry),
    modal_open: (space, entry) => space.#showView(entry),
    modal_push: (space, entry) => space.#showView(entry),
    modal_update: (space, entry) => space.#changeView(entry),
    modal_close: (space, entry) => space.#closeView(entry),
    modal_errors: (space, entry) => space.#markView(entry),
    home: (space, entry) => space.#showHome(entry),
    trouble: (space, entry) => space.emit("trouble", entry),
    room: (space) => space.#refresh(),
  };

  #put(entry, topic) {
    const channel = this.channels.get(entry.channel);
    const onlyFor = entry.kind.startsWith("ephemeral") ? entry.user : "";
    const before = channel.messages.get(entry.ts);
    const reactions = before?.reactions ?? {};
    const message = { ...entry.data, channel: channel.id, only_for: onlyFor, reactions };
    channel.messages.set(entry.ts, message);
    this.emit(topic, { channel, message });
  }

  #drop(entry) {
    const channel = this.channels.get(entry.channel);
    const message = channel.messages.get(entry.ts);
    channel.messages.delete(entry.ts);
    if (message) this.emit("delete", { channel, message });
  }

  #react(entry) {
    const channel = this.channels.get(entry.channel);
    const message = channel.messages.get(entry.ts);
    if (!message) return;
    (message.reactions[entry.text] ??= []).push(entry.user);
    this.emit("edit", { channel, message });
  }

  #showView(entry) {
    this.#stack(entry.user).push({ ...entry.data, user: entry.user, errors: {} });
    this.emit("modal", entry.user);
  }

  #changeView(entry) {
    const stack = this.#stack(entry.user);
    const at = stack.findIndex((view) => view.id === entry.data.id);
    if (at >= 0) stack[at] = { ...entry.data, user: entry.user, errors: {} };
    this.emit("modal", entry.user);
  }

  #closeView(entry) {
    const left = this.#stack(entry.user).filter((view) => view.id !== entry.data.id);
    this.modals.set(entry.user, left);
    this.emit("modal", entry.user);
  }

  #markView(entry) {
    const view = this.#stack(entry.user).find((one) => one.id === entry.data.id);
    if (view) view.errors = entry.data.errors ?? {};
    this.emit("modal_errors", entry.user);
  }

  #showHome(entry) {
    this.homes.set(entry.user, { ...entry.data, user: entry.user });
    this.emit("home", entry.user);
  }
}

const CHANGES = Workspace.changes;

function withMap(channel) {
  return { ...channel, messages: new Map(channel.messages.map((one) => [one.ts, one])) };
}
