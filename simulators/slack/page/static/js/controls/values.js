// What an element holds, in the page and on the wire.

const TEXTS = ["plain_text_input", "email_text_input", "url_text_input", "number_input"];
const ONE = {
  static_select: ["selected_option", "initial_option"],
  external_select: ["selected_option", "initial_option"],
  radio_buttons: ["selected_option", "initial_option"],
  users_select: ["selected_user", "initial_user"],
  channels_select: ["selected_channel", "initial_channel"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
  rich_text_input: ["rich_text_value", "initial_value"],
};
const MANY = {
  multi_static_select: ["selected_options", "initial_options"],
  multi_external_select: ["selected_options", "initial_options"],
  checkboxes: ["selected_options", "initial_options"],
  multi_users_select: ["selected_users", "initial_users"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
};
const BY_VALUE = ["static_select", "radio_buttons", "multi_static_select", "checkboxes"];

/** What an element holds at first: what the state says, else what the app wrote into it. */
export function initialValue(element, known, channelId) {
  const { type } = element;
  if (type === "file_input") return [];
  if (TEXTS.includes(type)) return known?.value ?? element.initial_value ?? "";
  if (MANY[type]) {
    const [slot, initial] = MANY[type];
    return known?.[slot] ?? element[initial] ?? currentChannel(element, channelId) ?? [];
  }
  if (!ONE[type]) return null;
  const [slot, initial] = ONE[type];
  return known?.[slot] ?? element[initial] ?? currentChannel(element, channelId)?.[0] ?? null;
}

function currentChannel(element, channelId) {
  return element.default_to_current_conversation && channelId ? [channelId] : null;
}

/** The value as the acts take it: listed options by their values, others whole. */
export function wire({ type }, value) {
  if (!BY_VALUE.includes(type)) return value;
  if (Array.isArray(value)) return value.map((option) => option.value);
  return value?.value ?? null;
}

/** Whether an element of this type holds a list. */
export function takesMany(type) {
  return type in MANY;
}

/** Whether what is chosen are options, and not ids of people or channels. */
export function holdsOptions(type) {
  return (MANY[type] ?? ONE[type])?.[0].startsWith("selected_option") ?? false;
}
