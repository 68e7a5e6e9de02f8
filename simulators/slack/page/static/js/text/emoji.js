// The emoji that the app uses, and the commonest others, by their short codes.

const CODES = {
  "+1": "👍", "-1": "👎", alarm_clock: "⏰", arrow_backward: "◀️", arrow_down: "⬇️", arrow_forward: "▶️",
  arrow_right: "➡️", arrow_up: "⬆️", arrows_counterclockwise: "🔄", ballot_box_with_check: "☑️",
  bar_chart: "📊", bell: "🔔", black_circle: "⚫", black_square_for_stop: "⏹️", blue_heart: "💙",
  bookmark: "🔖", boom: "💥", broken_heart: "💔", bulb: "💡", busts_in_silhouette: "👥", calendar: "📆",
  card_index: "📇", chart_with_downwards_trend: "📉", chart_with_upwards_trend: "📈", checkered_flag: "🏁",
  clap: "👏", clipboard: "📋", clock1: "🕐", clock9: "🕘", construction: "🚧", cry: "😢", date: "📅",
  double_vertical_bar: "⏸️", eight: "8️⃣", email: "✉️", exclamation: "❗", eyes: "👀", file_folder: "📁",
  fire: "🔥", first_place_medal: "🥇", gear: "⚙️", green_circle: "🟢", green_heart: "💚",
  grey_exclamation: "❕", grey_question: "❔", hand: "✋", heart: "❤️", heavy_check_mark: "✔️",
  heavy_minus_sign: "➖", heavy_plus_sign: "➕", hourglass: "⌛", hourglass_flowing_sand: "⏳",
  inbox_tray: "📥", information_source: "ℹ️", joy: "😂", key: "🔑", large_blue_circle: "🔵",
  large_blue_square: "🟦", large_green_circle: "🟢", large_green_square: "🟩", large_orange_circle: "🟠",
  large_orange_square: "🟧", large_purple_circle: "🟣", large_purple_square: "🟪", large_red_square: "🟥",
  large_yellow_circle: "🟡", large_yellow_square: "🟨", leftwards_arrow_with_hook: "↩️", link: "🔗",
  lock: "🔒", loudspeaker: "📢", mag: "🔍", mailbox: "📫", memo: "📝", mute: "🔇", new: "🆕",
  newspaper: "📰", no_bell: "🔕", no_entry: "⛔", no_entry_sign: "🚫", ok: "🆗", ok_hand: "👌",
  one: "1️⃣", outbox_tray: "📤", package: "📦", page_facing_up: "📄", paperclip: "📎", partying_face: "🥳",
  pause_button: "⏸️", phone: "☎️", telephone_receiver: "📞", calling: "📲", point_down: "👇",
  point_right: "👉", point_up: "☝️", pray: "🙏", pushpin: "📌", question: "❓", raised_hands: "🙌",
  recycle: "♻️", red_circle: "🔴", repeat: "🔁", robot_face: "🤖", rocket: "🚀", rotating_light: "🚨",
  ru: "🇷🇺", see_no_evil: "🙈", shield: "🛡️", six: "6️⃣", slightly_smiling_face: "🙂", smile: "😄",
  snowflake: "❄️", sob: "😭", sparkles: "✨", speaker: "🔈", speech_balloon: "💬", star: "⭐",
  stop_button: "⏹️", stopwatch: "⏱️", sunny: "☀️", sunrise: "🌅", tada: "🎉", thinking_face: "🤔",
  thumbsdown: "👎", thumbsup: "👍", timer_clock: "⏲️", triangular_flag_on_post: "🚩", two: "2️⃣",
  three: "3️⃣", unlock: "🔓", us: "🇺🇸", warning: "⚠️", wastebasket: "🗑️", wave: "👋",
  white_check_mark: "✅", white_circle: "⚪", white_large_square: "⬜", black_large_square: "⬛",
  white_medium_square: "◻️", wrench: "🔧", writing_hand: "✍️", x: "❌", zap: "⚡", zzz: "💤", zero: "0️⃣",
};

/** The emoji for a short code without its colons; null for one that is not known here. */
export function emojiFor(code) {
  return CODES[code] ?? null;
}

/** Every code with its emoji, for completion. */
export const everyEmoji = Object.entries(CODES);
