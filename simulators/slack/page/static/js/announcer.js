// Says to screen readers what came while the eyes were elsewhere.

import { h } from "./dom.js";
import { nameOf } from "./people.js";
import { mrkdwn } from "./text/mrkdwn.js";

const KEPT = 5;

/** Say a new message of somebody else's. */
export function announce(message, channel, reader) {
  const { space, session } = reader;
  const hidden = !["", session.userId].includes(message.only_for);
  if (hidden || message.user === session.userId) return;
  const place = channel.is_im ? "direct message" : `#${channel.name}`;
  const log = document.getElementById("announcer");
  log.append(h("p", {}, `${nameOf(space, message.user)}, ${place}: ${textOf(message, reader)}`));
  while (log.children.length > KEPT) log.firstChild.remove();
}

function textOf(message, reader) {
  const text = mrkdwn(message.text ?? "", reader).textContent;
  return text || (message.files ?? []).map((file) => file.name).join(", ");
}
