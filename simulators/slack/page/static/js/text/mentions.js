// What stands in angle brackets: people, channels, groups, dates, links.

import { h } from "../dom.js";
import { mentionName } from "../people.js";

/** The node for the inside of `<…>`; `reader` has space, session and dates. */
export function angled(inside, reader) {
  const [target, ...rest] = inside.split("|");
  const label = rest.length ? unescape(rest.join("|")) : "";
  if (target.startsWith("@")) return person(target.slice(1), reader);
  if (target.startsWith("#")) return channel(target.slice(1), label, reader);
  if (target.startsWith("!")) return special(target.slice(1), label, reader);
  return link(unescape(target), label);
}

/** Somebody's name; one's own stands out. */
export function person(userId, reader) {
  const own = userId === reader.session.userId ? " mention-me" : "";
  return h(
    "span",
    { class: `mention${own}`, dataset: { user: userId } },
    mentionName(reader.space, userId),
  );
}

/** A channel's name, which opens it. */
export function channel(channelId, label, reader) {
  const found = reader.space.channels.get(channelId);
  const name = found?.name || label || "unknown-channel";
  const open = () => reader.session.goTo({ kind: "channel", id: channelId });
  if (!found) return h("span", { class: "mention" }, `#${name}`);
  return h(
    "button",
    { type: "button", class: "mention mention-channel", onclick: open },
    `#${name}`,
  );
}

/** A user group. */
export function group(groupId, label, reader) {
  const found = reader.space.groups.get(groupId);
  const own = found?.users?.includes(reader.session.userId) ? " mention-me" : "";
  return h("span", { class: `mention${own}` }, found ? `@${found.handle}` : label || `@${groupId}`);
}

/** Everybody here. */
export function broadcast(range) {
  return h("span", { class: "mention mention-me" }, `@${range}`);
}

/** A link; only what is safe to follow becomes one. */
export function link(url, label = "") {
  const shown = label || url.replace(/^(mailto|tel):/, "");
  if (!/^(https?|mailto|tel):/i.test(url)) return h("span", {}, shown);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, shown);
}

function special(inside, label, reader) {
  const [word, ...details] = inside.split("^");
  if (word === "date") return date(details, label, reader);
  if (word === "subteam") return group(details[0], label, reader);
  return broadcast(word);
}

function date([epoch, form, url], fallback, reader) {
  const seconds = Number(epoch);
  if (!Number.isFinite(seconds) || !form) return h("span", {}, fallback);
  const shown = reader.dates.slack(seconds, unescape(form));
  const time = h(
    "time",
    { datetime: new Date(seconds * 1000).toISOString(), title: reader.dates.whole(seconds) },
    shown,
  );
  return url
    ? h("a", { href: unescape(url), target: "_blank", rel: "noopener noreferrer" }, time)
    : time;
}

/** Slack's three entities as characters. */
export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
