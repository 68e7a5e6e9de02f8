"""When a digest comes: daily, on weekdays, hourly, weekly, or by a cron string, in its own zone.

Right at daylight saving: a time that a clock change leaves out moves by as much as the clock did, a
time that comes twice is taken once, the first time; so a due time neither vanishes nor doubles.
What comes every hour steps in UTC. ``CronTrigger.from_crontab`` gets all of that wrong, and takes
Monday for Tuesday.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from importlib import resources
from itertools import count, islice, takewhile
from typing import Any
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from bot.domain.spans import WEEKDAYS, parse_time, parse_weekday
from bot.errors import BadInput
from bot.texts import N_, Texts

KINDS = ("daily", "weekdays", "hourly", "weekly", "cron")
MANY = 1000

_HOUR = timedelta(hours=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLURALS = (
    *(N_("Mondays"), N_("Tuesdays"), N_("Wednesdays"), N_("Thursdays"), N_("Fridays")),
    *(N_("Saturdays"), N_("Sundays")),
)
_NEVER = N_("There is no such date: that would never come.")
_ABBREVIATIONS = {"msk": "Europe/Moscow", "z": "UTC", "utc": "UTC", "gmt": "UTC"}
_CONTINENTS = (
    *("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/"),
    *("Australia/", "Europe/", "Indian/", "Pacific/"),
)
_OFFSET = re.compile(r"(?:utc|gmt)?([+-])([0-9]{1,2})(?::?([0-9]{2}))?")


@dataclass(frozen=True, slots=True)
class Cadence:
    """``kind`` is one of KINDS; ``days`` (Monday is 0) are those of ``weekly``."""

    kind: str
    at: time = time()
    days: tuple[int, ...] = ()
    cron: str = ""

    def falls_on(self, weekday: int) -> bool:
        """Whether a daily, weekday or weekly cadence has a due time on that day of the week."""
        if self.kind == "weekly":
            return weekday in self.days
        return self.kind == "daily" or weekday < 5

    def to_wire(self) -> dict[str, Any]:
        """The cadence as JSON for storage."""
        if self.kind == "cron":
            return {"kind": "cron", "cron": self.cron}
        if self.kind == "hourly":
            return {"kind": "hourly"}
        days = {"days": [WEEKDAYS[day] for day in self.days]} if self.days else {}
        return {"kind": self.kind, "at": f"{self.at:%H:%M}", **days}

    @classmethod
    def from_wire(cls, wire: dict[str, Any]) -> Cadence:
        """What :meth:`to_wire` wrote."""
        days = tuple(WEEKDAYS.index(day) for day in wire.get("days", ()))
        at = time.fromisoformat(wire.get("at", "00:00"))
        return cls(wire["kind"], at, days, wire.get("cron", ""))


@dataclass(frozen=True, slots=True)
class Missed:
    """What fell due unseen: the ``latest``, and how ``many`` (MANY stands for that or more)."""

    latest: datetime
    many: int


def parse_cadence(words: Sequence[str]) -> tuple[Cadence, str | None]:
    """``daily 09:00``, ``weekly mon,thu 9am``, ``cron "0 9 * * mon"``, … and the zone's words.

    A quoted cron string is one word. The zone is what is left, to be read by :func:`zone_name`.

    :raises BadInput: with what is missing or wrong.
    """
    kind = words[0].casefold() if words else ""
    if kind not in KINDS:
        raise BadInput(N_("Say how often: daily, weekdays, hourly, weekly or cron."))
    rest = list(words[1:])
    if kind == "cron":
        cadence = _take_cron(rest)
    elif kind == "weekly":
        cadence = _take_weekly(rest)
    else:
        cadence = Cadence(kind) if kind == "hourly" else Cadence(kind, _take_time(rest))
    return cadence, " ".join(rest) or None


def describe(cadence: Cadence, t: Texts) -> str:
    """The cadence in words that fit into a sentence: ``on weekdays at 09:00``."""
    days = t.items([t(_PLURALS[day]) for day in cadence.days]) if cadence.days else ""
    sentences = {
        "daily": N_("every day at {time}"),
        "weekdays": N_("on weekdays at {time}"),
        "hourly": N_("every hour"),
        "weekly": N_("on {days} at {time}"),
        "cron": N_("by cron “{cron}”"),
    }
    at = f"{cadence.at:%H:%M}"
    return t(sentences[cadence.kind], time=at, days=days, cron=cadence.cron)


def next_due(cadence: Cadence, zone: tzinfo, after: datetime) -> datetime:
    """The first due time later than ``after``, in UTC.

    :raises BadInput: a cron string that fits no date of the next fifty years.
    """
    if cadence.kind == "hourly":
        return _next_hour(zone, after)
    if cadence.kind == "cron":
        return _next_of_cron(cadence.cron, zone, after)
    # Yesterday is looked at too: its time may have moved into today (Samoa once left out a day).
    today = after.astimezone(zone).date()
    days = (today + timedelta(ahead) for ahead in range(-1, 9))
    dues = (datetime.combine(day, cadence.at) for day in days if cadence.falls_on(day.weekday()))
    return next(due for due in (_instant(wall, zone) for wall in dues) if due > after)


def upcoming(cadence: Cadence, zone: tzinfo, after: datetime, number: int) -> list[datetime]:
    """The next ``number`` of due times."""
    return list(islice(_dues(cadence, zone, after), number))


def missed(cadence: Cadence, zone: tzinfo, last: datetime, now: datetime) -> Missed | None:
    """What fell due after ``last`` and not after ``now``; ``None`` if nothing did."""
    seen = _between(cadence, zone, last, now)
    if len(seen) == MANY:
        # Sixteen hours hold fewer than MANY minutes, so each such step back is counted wholly.
        steps = (max(last, now - 16 * _HOUR * step) for step in count(1))
        seen = next(filter(None, (_between(cadence, zone, start, now) for start in steps)))
        return Missed(seen[-1], MANY)
    return Missed(seen[-1], len(seen)) if seen else None


def zone_name(text: str) -> str:
    """The zone that a person means: an IANA name, or ``UTC+03:00``.

    ``europe/berlin``, ``New York``, ``Moscow``, ``MSK``, ``+3``, ``UTC+5:30`` are understood.

    :raises BadInput: there is none; with the nearest name if there is one.
    """
    word = "_".join(text.casefold().split()).replace("−", "-")
    known = _zones().get(word) or _ABBREVIATIONS.get(word)
    if known:
        return known
    offset = _OFFSET.fullmatch(word.replace("_", ""))
    if offset:
        return _offset_name(*offset.groups())
    near = difflib.get_close_matches(word[:40], _zones(), 1, 0.75)
    if near:
        message = N_("There is no such time zone. Did you mean {suggestion}?")
        raise BadInput(message, field="zone", suggestion=_zones()[near[0]])
    raise BadInput(N_("There is no such time zone; write it as Europe/Berlin or +03:00."))


def zone_of(name: str) -> tzinfo:
    """The zone of a name that :func:`zone_name` gave."""
    offset = _OFFSET.fullmatch(name.casefold())
    if not offset:
        return ZoneInfo(name)
    sign, hours, minutes = offset.groups()
    span = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-span if sign == "-" else span, name)


def _take_cron(words: list[str]) -> Cadence:
    quoted = bool(words) and " " in words[0]
    fields = words[0].split() if quoted else words[:5]
    del words[: 1 if quoted else 5]
    expression = " ".join(fields)
    try:
        if len(fields) != 5 or len(expression) > 200:
            raise CronSimError("Callboard takes five fields, no seconds")
        next(CronSim(expression, _EPOCH))
    except (CronSimError, ValueError, StopIteration) as wrong:
        if isinstance(wrong, StopIteration) or "day-of-month" in str(wrong):
            raise BadInput(_NEVER) from None
        raise BadInput(N_("A cron string has five fields, such as “0 9 * * mon”.")) from None
    return Cadence("cron", cron=expression)


def _take_weekly(words: list[str]) -> Cadence:
    days = _take_days(words)
    at = _take_time(words)
    days = days or _take_days(words)
    if not days:
        raise BadInput(N_("Say on which day, such as: weekly mon 09:00."))
    return Cadence("weekly", at, days)


def _take_days(words: list[str]) -> tuple[int, ...]:
    """The days of the week that the words begin with: ``mon,thu`` or ``mon thu``."""
    days: set[int] = set()
    while words and (found := _days_of(words[0])):
        days |= found
        del words[0]
    return tuple(sorted(days))


def _days_of(word: str) -> set[int]:
    days = [parse_weekday(part) for part in word.strip(",").split(",")]
    return {WEEKDAYS.index(day) for day in days if day} if all(days) else set()


def _take_time(words: list[str]) -> time:
    if words and words[0].casefold() == "at":
        del words[0]
    size = 2 if len(words) > 1 and words[1].casefold() in ("am", "pm") else 1
    typed = " ".join(words[:size])
    del words[:size]
    return parse_time(typed)


def _dues(cadence: Cadence, zone: tzinfo, after: datetime) -> Iterator[datetime]:
    while True:
        after = next_due(cadence, zone, after)
        yield after


def _between(cadence: Cadence, zone: tzinfo, last: datetime, now: datetime) -> list[datetime]:
    """Due times after ``last`` and not after ``now``, the first MANY of them."""
    dues = islice(_dues(cadence, zone, last), MANY)
    return list(takewhile(lambda due: due <= now, dues))


def _instant(wall: datetime, zone: tzinfo) -> datetime:
    """The instant of a wall clock's time; PEP 495 moves one in a gap by the gap."""
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _offset(zone: tzinfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _next_hour(zone: tzinfo, after: datetime) -> datetime:
    """On the zone's full hours outside summer time, which half an hour shifts on one island."""
    summer = after.astimezone(zone).dst() or timedelta()
    shift = (_offset(zone, after) - summer) % _HOUR
    return _EPOCH - shift + _HOUR * ((after - _EPOCH + shift) // _HOUR + 1)


def _next_of_cron(expression: str, zone: tzinfo, after: datetime) -> datetime:
    local = after.astimezone(zone)
    if len(CronSim(expression, _EPOCH).hours) == 24:
        # It steps through real hours; the sixth field keeps cronsim from rules of its own here.
        return next(CronSim(f"0 {expression}", local)).astimezone(UTC)
    # After a gap, what stood in the gap may still be to come.
    gap = _offset(zone, after) - _offset(zone, after - timedelta(hours=25))
    walls = CronSim(expression, local.replace(tzinfo=None) - max(gap, timedelta()))
    best: datetime | None = None
    for wall in walls:
        due = _instant(wall, zone)
        if due > after and (best is None or due < best):
            best = due
        if best and wall >= best.astimezone(zone).replace(tzinfo=None):
            return best
    raise BadInput(_NEVER)


@cache
def _zones() -> dict[str, str]:
    """Every zone by its folded name and, below a continent, by its city alone."""
    names = resources.files("tzdata").joinpath("zones").read_text().split()
    placed = [name.split("/") for name in names if name.startswith(_CONTINENTS)]
    cities = {place[1].casefold(): "/".join(place) for place in placed if len(place) == 2}
    return cities | {name.casefold(): name for name in names}


def _offset_name(sign: str, hours: str, minutes: str | None) -> str:
    if int(hours) > 14 or int(minutes or 0) > 59:
        raise BadInput(N_("There is no such time zone: offsets reach from −14:00 to +14:00."))
    return f"UTC{sign}{int(hours):02}:{int(minutes or 0):02}"
