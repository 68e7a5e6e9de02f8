// The few commands that are Slack's own.

import { act, Refused } from "../api.js";

export const OWN_COMMANDS = [
  {
    name: "/invite",
    hint: "@someone",
    description: "Invite somebody, or the app, to this channel",
  },
  {
    name: "/remove",
    hint: "@someone",
    description: "Take somebody, or the app, out of this channel",
  },
];

/** Do one of Slack's own commands; false if the text is none. */
export async function ownCommand(text, { space, session }, channel) {
  const [word, ...names] = text.split(/\s+/);
  if (!OWN_COMMANDS.some((one) => one.name === word)) return false;
  for (const name of names.map((one) => one.replace(/^@/, "").toLowerCase())) {
    const user = [...space.users.values()].find((one) => one.name.toLowerCase() === name);
    if (!user) throw new Refused(`There is nobody called @${name} here.`);
    const given = { channel, user: user.id };
    await (word === "/invite"
      ? act("join", { ...given, inviter: session.userId })
      : act("leave", given));
  }
  return true;
}
