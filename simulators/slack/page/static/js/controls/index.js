// Every interactive element, by its type.

import { button, feedback, iconButton, overflow } from "./button.js";
import { checkboxes, radioButtons } from "./choices.js";
import { fileInput } from "./file_input.js";
import { datepicker, datetimepicker, timepicker } from "./pickers.js";
import { select } from "./select.js";
import { textInput } from "./text_input.js";
import { wrong } from "../blocks/unknown.js";

const ELEMENTS = {
  button,
  overflow,
  checkboxes,
  datepicker,
  timepicker,
  datetimepicker,
  workflow_button: button,
  icon_button: iconButton,
  feedback_buttons: feedback,
  radio_buttons: radioButtons,
  file_input: fileInput,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  rich_text_input: textInput,
  static_select: select,
  external_select: select,
  users_select: select,
  channels_select: select,
  conversations_select: select,
  multi_static_select: select,
  multi_external_select: select,
  multi_users_select: select,
  multi_channels_select: select,
  multi_conversations_select: select,
};

/** The element as a node; one that is not known is shown as an error. */
export function renderElement(block, element, surface, labels) {
  const draw = ELEMENTS[element.type];
  return draw ? draw(block, element, surface, labels) : wrong("element", element);
}
