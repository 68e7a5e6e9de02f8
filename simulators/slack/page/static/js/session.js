// Who is acting on this page, which place is open, and what they have read.

import { Signals } from "./signals.js";

const APP = "app";

/** Topics: actor, place, thread, read, panel. */
export class Session extends Signals {
  #read;

  constructor(space) {
    super();
    this.space = space;
    this.#read = JSON.parse(localStorage.getItem("read") ?? "{}");
    this.panelOpen = sessionStorage.getItem("panel") !== "closed";
    this.thread = null;
    this.userId = this.#rememberedActor();
    this.#readPlace();
    addEventListener("hashchange", () => this.#readPlace());
  }

  get user() {
    return this.space.users.get(this.userId);
  }

  /** The people one can act as: everybody who is in a conversation. */
  get people() {
    const channels = [...this.space.channels.values()];
    return [...this.space.users.values()].filter(
      (user) => !user.is_bot && channels.some((one) => !one.is_im && one.members.includes(user.id)),
    );
  }

  /** The channels of the person, by name. */
  get channels() {
    return [...this.space.channels.values()]
      .filter((one) => !one.is_im && !one.is_archived && one.members.includes(this.userId))
      .sort((one, other) => one.name.localeCompare(other.name));
  }

  /** The open conversation; null on a tab of the app, and before the first word with the app. */
  get channel() {
    if (this.place.kind === APP) {
      return this.place.tab === "messages" ? this.space.talkWithApp(this.userId) : null;
    }
    return this.space.channels.get(this.place.id) ?? null;
  }

  /** How the acts are told where they happen. */
  get where() {
    return this.place.kind === APP ? "dm" : this.place.id;
  }

  get onHome() {
    return this.place.kind === APP && this.place.tab === "home";
  }

  actAs(userId) {
    this.userId = userId;
    sessionStorage.setItem("actor", this.user.name);
    this.thread = null;
    if (this.place.kind !== APP && !this.channels.some((one) => one.id === this.place.id)) {
      this.goTo({ kind: "channel", id: this.channels[0]?.id });
    }
    this.emit("actor");
  }

  /** Open a place: `{kind: "channel", id}` or `{kind: "app", tab}`. */
  goTo(place) {
    const wanted = `#/${place.kind === APP ? `app/${place.tab}` : place.id}`;
    if (location.hash === wanted) this.#readPlace();
    else location.hash = wanted;
  }

  openThread(ts) {
    this.thread = ts;
    this.emit("thread");
  }

  closeThread() {
    this.openThread(null);
  }

  togglePanel(open = !this.panelOpen) {
    this.panelOpen = open;
    sessionStorage.setItem("panel", open ? "open" : "closed");
    this.emit("panel");
  }

  /** The time up to which the person has read the channel, as a message's ts. */
  readUpTo(channel) {
    return this.#read[`${this.userId} ${channel.id}`] ?? "0";
  }

  markRead(channel) {
    const last = [...channel.messages.keys()].sort().at(-1) ?? "0";
    if (last <= this.readUpTo(channel)) return;
    this.#read[`${this.userId} ${channel.id}`] = last;
    localStorage.setItem("read", JSON.stringify(this.#read));
    this.emit("read");
  }

  /** What others wrote since: `{count, mentions}`; in direct messages every one counts. */
  unread(channel) {
    const since = this.readUpTo(channel);
    const fresh = [...channel.messages.values()].filter((message) => this.#isNews(message, since));
    const calling = fresh.filter((message) => channel.is_im || this.#mentions(message));
    return { count: fresh.length, mentions: calling.length };
  }

  #isNews(message, since) {
    const inThread = message.thread_ts && message.thread_ts !== message.ts;
    return message.ts > since && message.user !== this.userId && !message.only_for && !inThread;
  }

  #mentions(message) {
    return JSON.stringify(message).includes(`<@${this.userId}>`);
  }

  #rememberedActor() {
    const name = sessionStorage.getItem("actor");
    const known = this.people.find((user) => user.name === name) ?? this.people[0];
    return known.id;
  }

  #readPlace() {
    const [kind, detail] = location.hash.replace(/^#\//, "").split("/");
    this.place = this.#placeFor(kind, detail);
    this.thread = kind !== APP && detail ? detail : null;
    this.emit("place");
  }

  #placeFor(kind, tab) {
    if (kind === APP)
      return { kind: APP, tab: ["home", "messages", "about"].includes(tab) ? tab : "home" };
    const known = this.space.channels.get(kind) ?? this.channels.find((one) => one.name === kind);
    const calls = this.channels.find((one) => one.name === "calls");
    return { kind: "channel", id: (known ?? calls ?? this.channels[0])?.id };
  }
}
