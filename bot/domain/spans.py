"""How long, and until when: ``30m``, ``1h30m``, ``until 14:00``, ``until tomorrow 9:00``.

What people type is read without knowing the time or their zone: a :data:`When` is kept, and turned
into an instant by its ``end`` once both are known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from bot.errors import BadInput
from bot.texts import N_

LONGEST = timedelta(days=30)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_FULL_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = {
    "s sec secs second seconds": timedelta(seconds=1),
    "m min mins minute minutes": timedelta(minutes=1),
    "h hr hrs hour hours": timedelta(hours=1),
    "d day days": timedelta(days=1),
    "w week weeks": timedelta(weeks=1),
}
_LENGTHS = {word: length for words, length in _UNITS.items() for word in words.split()}
_PART = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,2})?) ?([a-z]{1,7}) ?")
_SPAN = re.compile(f"(?:{_PART.pattern})+")
_TIME = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))? ?([ap]m)?")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time from now."""

    length: timedelta

    def end(self, now: datetime, zone: tzinfo) -> datetime:
        """The instant, in UTC, at which it is over; the zone does not matter."""
        return (now + self.length).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Until:
    """A time of day on the asker's clock; ``day`` is ``today``, ``tomorrow`` or one of WEEKDAYS."""

    at: time
    day: str | None = None

    def end(self, now: datetime, zone: tzinfo) -> datetime:
        """The next instant, in UTC, that fits.

        :raises BadInput: it was to be today, and that is over.
        """
        today = now.astimezone(zone).date()
        days = (today + timedelta(ahead) for ahead in self._days_ahead(today.weekday()))
        moments = (datetime.combine(day, self.at, zone).astimezone(UTC) for day in days)
        for moment in moments:
            if moment > now:
                return moment
        raise BadInput(N_("Today's {time} is over."), time=f"{self.at:%H:%M}")

    def _days_ahead(self, today: int) -> tuple[int, ...]:
        if self.day == "today":
            return (0,)
        if self.day == "tomorrow":
            return (1,)
        if self.day is None:
            return (0, 1)
        ahead = (WEEKDAYS.index(self.day) - today) % 7
        return (ahead, ahead + 7)


When = Span | Until


def is_span(text: str) -> bool:
    """Whether the word reads as a length of time, such as ``2h``; no campaign is named so."""
    word = text.casefold()
    return len(word) <= 40 and bool(_SPAN.fullmatch(word)) and _units_known(word)


def parse_span(text: str, longest: timedelta = LONGEST) -> timedelta:
    """A length of time such as ``30m``, ``1h30m``, ``2 days``.

    :raises BadInput: it is no length of time, none at all, or above ``longest``.
    """
    word = " ".join(text.casefold().split())
    if not is_span(word):
        raise BadInput(N_("Say how long, such as 30m, 2h, 1h30m or 2d."))
    parts = _PART.findall(word)
    length = sum((float(count) * _LENGTHS[unit] for count, unit in parts), timedelta())
    if not length:
        raise BadInput(N_("That is no time at all: say how long, such as 30m."))
    if length > longest:
        raise BadInput(N_("That is too long: at most {days} days."), days=longest.days)
    return length


def parse_time(text: str) -> time:
    """A time of day: ``9``, ``9:00``, ``09.00``, ``0900``, ``9am``, ``9:30 pm``.

    :raises BadInput: there is no such time of day.
    """
    found = _TIME.fullmatch(" ".join(text.casefold().split()))
    hour, minute, half = found.groups() if found else ("", None, None)
    try:
        return time(_hour(int(hour), half), int(minute or 0))
    except ValueError:
        raise BadInput(N_("Say the time of day as 09:00 or 17:30.")) from None


def parse_when(words: Sequence[str]) -> When:
    """``30m``, ``for 2h``, ``until 14:00``, ``until tomorrow 9:00``, ``until fri 18:00``.

    :raises BadInput: the words say neither how long nor until when.
    """
    first = words[0].casefold() if words else ""
    if first == "until":
        return _until(words[1:])
    return Span(parse_span(" ".join(words[1:] if first == "for" else words)))


def parse_weekday(text: str) -> str | None:
    """One of WEEKDAYS for a day's short or full name (a plural too); ``None`` for other words."""
    word = text.casefold()
    if word in WEEKDAYS:
        return word
    full = word.removesuffix("s")
    return full[:3] if full in _FULL_WEEKDAYS else None


def _until(words: Sequence[str]) -> Until:
    first = words[0].casefold() if words else ""
    day = first if first in ("today", "tomorrow") else parse_weekday(first)
    rest = words[1:] if day else words
    if rest and rest[0].casefold() == "at":
        rest = rest[1:]
    return Until(parse_time(" ".join(rest)), day)


def _units_known(word: str) -> bool:
    return all(unit in _LENGTHS for _, unit in _PART.findall(word))


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError("no such hour on a twelve-hour clock")
    return hour % 12 + (12 if half == "pm" else 0)
