// How people and the app look: names, avatars, what they are.

import { h } from "./dom.js";

const COLOURS = [
  "#c73e6d",
  "#2f7fb8",
  "#2b8a5c",
  "#b06a12",
  "#7a4bb5",
  "#14808a",
  "#9a3d2c",
  "#4f6a1e",
];

/** The name that others see. */
export function nameOf(space, userId) {
  const user = space.users.get(userId);
  return user ? user.real_name : userId;
}

/** `@name` as mentions show it; the app by its bot's name. */
export function mentionName(space, userId) {
  const user = space.users.get(userId);
  if (!user) return `@${userId}`;
  return `@${user.is_bot ? user.name : user.real_name}`;
}

/** A picture of somebody: the app's own, or initials on a colour of theirs. */
export function avatar(user, size = 36) {
  const box = h("span", { class: `avatar avatar-${size}`, "aria-hidden": "true" });
  if (!user || user.is_bot) {
    box.append(h("img", { src: "/page/icon.svg", alt: "", width: size, height: size }));
    return box;
  }
  const sum = [...user.id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  box.style.background = COLOURS[sum % COLOURS.length];
  box.append(
    user.real_name
      .split(/\s+/)
      .map((word) => word[0])
      .join("")
      .slice(0, 2),
  );
  return box;
}

/** What somebody is in this workspace, in a few words. */
export function standing(user) {
  const role = user.is_owner
    ? "Workspace owner"
    : user.is_admin
      ? "Workspace admin"
      : user.is_restricted
        ? "Guest"
        : "Member";
  const language = user.locale?.startsWith("ru") ? " · Russian" : "";
  return `${role} · ${user.tz.split("/").at(-1).replace("_", " ")}${language}`;
}
