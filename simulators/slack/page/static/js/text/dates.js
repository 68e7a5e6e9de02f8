// Times as people read them: in their own zone, in their own language's form.

/** How one person reads times. */
export class Dates {
  constructor(user) {
    this.zone = user.tz;
    this.locale = user.locale ?? "en-GB";
  }

  /** `10:02`, for a message's ts. */
  clock(ts) {
    return this.#form(ts, { timeStyle: "short" });
  }

  /** The whole moment, for titles. */
  whole(ts) {
    return this.#form(ts, { dateStyle: "full", timeStyle: "medium" });
  }

  /** `Today`, `Yesterday`, or the day, for the dividers between messages. */
  day(ts) {
    const days = this.#daysAgo(ts);
    if (days === 0) return "Today";
    if (days === 1) return "Yesterday";
    return this.#form(ts, { weekday: "long", month: "long", day: "numeric" }, "en-US");
  }

  /** The day by which messages are grouped. */
  dayKey(ts) {
    return this.#form(ts, { year: "numeric", month: "2-digit", day: "2-digit" }, "en-CA");
  }

  /** `today at 10:02`, for the last reply of a thread. */
  near(ts) {
    const days = this.#daysAgo(ts);
    const day =
      days === 0
        ? "today"
        : days === 1
          ? "yesterday"
          : this.#form(ts, { month: "short", day: "numeric" }, "en-US");
    return `${day} at ${this.clock(ts)}`;
  }

  /** Slack's `<!date^…>` forms; a form that is not known stays as it is. */
  slack(ts, form) {
    return form.replace(/\{(\w+)\}/g, (whole, name) => this.#named(ts, name) ?? whole);
  }

  #named(ts, name) {
    const pretty = name.endsWith("_pretty") ? this.#pretty(ts) : null;
    const options = {
      date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
      date: { year: "numeric", month: "long", day: "numeric" },
      date_short: { year: "numeric", month: "short", day: "numeric" },
      date_long: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
      day_divider_pretty: { month: "long", day: "numeric", weekday: "long" },
      time: { timeStyle: "short" },
      time_secs: { timeStyle: "medium" },
    };
    if (pretty) return pretty;
    if (name === "ago") return this.#ago(ts);
    const chosen = options[name] ?? options[name.replace("_pretty", "")];
    return chosen ? this.#form(ts, chosen) : null;
  }

  #pretty(ts) {
    const days = this.#daysAgo(ts);
    if (Math.abs(days) > 1) return null;
    return new Intl.RelativeTimeFormat(this.locale, { numeric: "auto" }).format(-days, "day");
  }

  #ago(ts) {
    const seconds = Math.round(ts - Date.now() / 1000);
    const units = [
      ["day", 86400],
      ["hour", 3600],
      ["minute", 60],
      ["second", 1],
    ];
    const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units.at(-1);
    return new Intl.RelativeTimeFormat(this.locale).format(Math.round(seconds / size), unit);
  }

  #daysAgo(ts) {
    const today = Date.parse(this.dayKey(Date.now() / 1000));
    return Math.round((today - Date.parse(this.dayKey(ts))) / 86_400_000);
  }

  #form(ts, options, locale = this.locale) {
    return new Intl.DateTimeFormat(locale, { timeZone: this.zone, ...options }).format(
      Number(ts) * 1000,
    );
  }
}

/** Seconds since 1970 for `2026-11-24T10:00` on the clocks of a zone. */
export function epochIn(zone, local) {
  const asUtc = Date.parse(`${local}:00Z`) / 1000;
  // Twice, because the offset may differ between the first guess and the moment that is meant.
  const guess = asUtc - offsetOf(zone, asUtc);
  return asUtc - offsetOf(zone, guess);
}

/** `2026-11-24T10:00` on the clocks of a zone, for seconds since 1970. */
export function localIn(zone, epoch) {
  return new Date((epoch + offsetOf(zone, epoch)) * 1000).toISOString().slice(0, 16);
}

function offsetOf(zone, epoch) {
  const form = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const parts = Object.fromEntries(
    form.formatToParts(epoch * 1000).map(({ type, value }) => [type, Number(value)]),
  );
  const wall = Date.UTC(
    parts.year,
    parts.month - 1,
    parts.day,
    parts.hour,
    parts.minute,
    parts.second,
  );
  return Math.round(wall / 1000 - epoch);
}
