// What a beginning of a word may become.

import { icon } from "../icons.js";
import { avatar, standing } from "../people.js";
import { everyEmoji } from "../text/emoji.js";
import { OWN_COMMANDS } from "./own_commands.js";

/** Candidates `{text, label, hint, note, mark}` for the word after a sign. */
export function candidatesFor(sign, word, reader) {
  const wanted = word.toLowerCase();
  return SOURCES[sign](reader).filter((one) =>
    one.names.some((name) => name.toLowerCase().startsWith(wanted)),
  );
}

/** The command that a text begins with and is past; null for any other text. */
export function usageOf(text, reader) {
  const word = /^(\/\S+)\s/.exec(text)?.[1];
  return word ? (commands(reader).find((one) => one.text === word) ?? null) : null;
}

const SOURCES = { "/": commands, "@": mentions, "#": channels, ":": emoji };

function commands({ space }) {
  const declared = space.app.commands.map((one) => ({
    text: one.name,
    label: one.name,
    hint: one.hint,
    note: `${space.app.name} · ${one.description}`,
    names: [one.name.slice(1)],
    mark: () => avatar(null, 36),
  }));
  const own = OWN_COMMANDS.map((one) => ({
    text: one.name,
    label: one.name,
    hint: one.hint,
    note: `Slack · ${one.description}`,
    names: [one.name.slice(1)],
    mark: () => icon("slash", 24),
  }));
  return [...declared, ...own];
}

function mentions({ space }) {
  const here = [...space.users.values()].filter((user) => user.team_id === space.team.id);
  const people = here.map((user) => ({
    text: `@${user.name}`,
    label: user.real_name,
    hint: user.name,
    note: user.is_bot ? "App" : standing(user),
    names: [user.name, ...user.real_name.split(" ")],
    mark: () => avatar(user, 24),
  }));
  const groups = [...space.groups.values()].map((group) => ({
    text: `@${group.handle}`,
    label: `@${group.handle}`,
    hint: group.name,
    note: "User group",
    names: [group.handle],
    mark: () => icon("people"),
  }));
  const wide = [
    ["here", "Notify everyone who is online"],
    ["channel", "Notify everyone in this channel"],
  ].map(([name, note]) => ({
    text: `@${name}`,
    label: `@${name}`,
    note,
    names: [name],
    mark: () => icon("people"),
  }));
  return [
    ...people.filter((one) => one.note === "App"),
    ...people.filter((one) => one.note !== "App"),
    ...groups,
    ...wide,
  ];
}

function channels({ session }) {
  return session.channels.map((channel) => ({
    text: `#${channel.name}`,
    label: channel.name,
    names: [channel.name],
    mark: () => icon(channel.is_private ? "lock" : "hash"),
  }));
}

function emoji() {
  return everyEmoji.map(([code, sign]) => ({
    text: `:${code}:`,
    label: `:${code}:`,
    names: [code],
    mark: () => sign,
  }));
}
