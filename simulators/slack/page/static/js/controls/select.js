// The eight kinds of select menus, each a combobox over its own source.

import { icon } from "../icons.js";
import { avatar, standing } from "../people.js";
import { Combobox } from "./combobox.js";
import { holdsOptions, takesMany } from "./values.js";

/** A select menu of any kind; `labels` are the ids of what names and describes it. */
export function select(block, element, surface, labels = {}) {
  const many = takesMany(element.type);
  const held = surface.valueOf(block, element);
  const chosen = (many ? held : [held])
    .filter(Boolean)
    .map((value) => choiceFor(element, value, surface));
  const combo = new Combobox({
    source: sourceFor(block, element, surface),
    chosen,
    many,
    most: element.max_selected_items,
    least: element.type.endsWith("external_select") ? (element.min_query_length ?? 3) : 0,
    placeholder: element.placeholder?.text ?? placeholderFor(element.type),
    ...labels,
    key: `select ${element.action_id}`,
    onChange: (choices) => {
      const values = choices.map((choice) => choice.value);
      surface.change(block, element, many ? values : (values[0] ?? null), combo.input);
    },
  });
  return combo.node;
}

function placeholderFor(type) {
  if (type.includes("users")) return "Select a person";
  if (type.includes("channels") || type.includes("conversations")) return "Select a channel";
  return "Select an item";
}

function sourceFor(block, element, surface) {
  const kind = element.type.replace(/^multi_/, "");
  if (kind === "external_select") {
    return async (query) =>
      (await surface.suggest(block, element, query)).map((option) => optionChoice(option));
  }
  const every = () => LISTS[kind](element, surface.reader);
  const local = (query) =>
    every().filter((choice) =>
      `${choice.label} ${choice.note ?? ""}`.toLowerCase().includes(query.toLowerCase()),
    );
  return Object.assign(local, { local: true });
}

const LISTS = {
  static_select: (element) =>
    element.option_groups
      ? element.option_groups.flatMap((group) =>
          group.options.map((option) => optionChoice(option, group.label.text)),
        )
      : element.options.map((option) => optionChoice(option)),
  users_select: (element, { space }) =>
    [...space.users.values()].filter((user) => !user.is_bot).map(personChoice),
  channels_select: (element, { session }) =>
    session.channels.filter((one) => !one.is_private).map(channelChoice),
  conversations_select: (element, { session, space }) => [
    ...session.channels.filter((one) => included(element.filter, one)).map(channelChoice),
    ...talks(element.filter, session, space),
  ],
};

function included(filter, channel) {
  return !filter?.include || filter.include.includes(channel.is_private ? "private" : "public");
}

function talks(filter, session, space) {
  if ((filter?.include && !filter.include.includes("im")) || filter?.exclude_bot_users) return [];
  const talk = space.talkWithApp(session.userId);
  return talk
    ? [{ key: talk.id, value: talk.id, label: space.app.name, mark: () => avatar(null, 20) }]
    : [];
}

function choiceFor(element, value, { reader: { space } }) {
  if (holdsOptions(element.type)) return optionChoice(value);
  if (element.type.includes("users"))
    return personChoice(space.users.get(value) ?? { id: value, real_name: value });
  return channelChoice(space.channels.get(value) ?? { id: value, name: value });
}

function optionChoice(option, group) {
  return {
    key: option.value,
    value: option,
    label: option.text.text,
    note: option.description?.text,
    group,
  };
}

function personChoice(user) {
  const note = user.tz ? standing(user) : undefined;
  return {
    key: user.id,
    value: user.id,
    label: user.real_name,
    note,
    mark: () => avatar(user, 20),
  };
}

function channelChoice(channel) {
  const mark = () => icon(channel.is_private ? "lock" : "hash", 16);
  return { key: channel.id, value: channel.id, label: channel.name || "direct message", mark };
}
