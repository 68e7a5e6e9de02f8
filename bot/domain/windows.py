"""When calls are allowed: a policy's days and hours, in the zone of whoever is called.

A window is read on the wall clock: at an instant calls are allowed when the clock on the wall of
the called person shows a time from ``localTimeFrom`` on and before ``localTimeTo``. So daylight
saving needs no rule of its own: a window that lies in the hour that is skipped does not open that
day, one in the hour that comes twice opens twice. ``23:59`` as an end means the end of the day,
for the format has no 24:00.

Where the zone is not certain, several may be given: the window is open only where it is open in
all of them. No zone at all is never open, unless every hour is allowed anyway.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

from bot.errors import BadInput
from bot.texts import N_

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HORIZON: Final = timedelta(days=14)
"""How far ahead is looked: windows come round weekly, and a turn of the clock may swallow one."""

_DAY: Final = timedelta(days=1)
_END_OF_DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A part of a day, in minutes after midnight on the wall clock: from ``opens``, before
    ``closes``."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time between two instants, its end not included."""

    start: datetime
    end: datetime


ALL_DAY: Final = (Interval(0, _END_OF_DAY),)


@dataclass(frozen=True, slots=True)
class CallingHours:
    """The hours of each day, Monday first, and the dates outside which nobody is called."""

    days: tuple[tuple[Interval, ...], ...] = (ALL_DAY,) * 7
    not_before: datetime | None = None
    not_after: datetime | None = None

    @property
    def at_any_hour(self) -> bool:
        """Whether no hour of the week is ruled out, so that the zone does not matter."""
        return all(day == ALL_DAY for day in self.days)


ANY_TIME: Final = CallingHours()


def calling_hours(
    allowed_days: Collection[str] | None = None,
    allowed_time: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
) -> CallingHours:
    """The hours of a call policy, its parts shaped as in the Calls API's ``addPhones``.

    ``allowed_days`` wins: times for other days are ignored. A day without times of its own has
    those of ``default``; where hours are given but neither names the day, it is closed, the
    careful reading of what the documentation leaves open. Raises :class:`BadInput`.
    """
    days = tuple(
        _hours_of(day, allowed_time) if allowed_days is None or day in allowed_days else ()
        for day in DAYS
    )
    return CallingHours(days, not_before, not_after)


def _hours_of(
    day: str, allowed_time: Mapping[str, Sequence[Mapping[str, str]]] | None
) -> tuple[Interval, ...]:
    if not allowed_time:
        return ALL_DAY
    listed = allowed_time.get(day, allowed_time.get("default", ()))
    return tuple(sorted(_interval(item["localTimeFrom"], item["localTimeTo"]) for item in listed))


def _interval(opens: str, closes: str) -> Interval:
    start, end = _minutes(opens), _minutes(closes)
    if start >= end:
        message = N_("Calling hours must begin before they end, not {opens}–{closes}.")
        raise BadInput(message, field="allowedTime", opens=opens, closes=closes)
    return Interval(start, _END_OF_DAY if end == _END_OF_DAY - 1 else end)


def _minutes(text: str) -> int:
    try:
        hours, minutes = (int(part) for part in text.split(":"))
    except ValueError:
        hours, minutes = -1, 0
    if not (0 <= hours < 24 and 0 <= minutes < 60):
        message = N_("“{time}” is not a time of day; write it as 09:30.")
        raise BadInput(message, field="allowedTime", time=text)
    return hours * 60 + minutes


def is_open(hours: CallingHours, zones: Collection[tzinfo], at: datetime) -> bool:
    """Whether calls are allowed at this instant."""
    too_early = hours.not_before is not None and at < hours.not_before
    too_late = hours.not_after is not None and at >= hours.not_after
    if too_early or too_late:
        return False
    return hours.at_any_hour or (bool(zones) and all(_shows(hours, zone, at) for zone in zones))


def _shows(hours: CallingHours, zone: tzinfo, at: datetime) -> bool:
    wall = at.astimezone(zone)
    minute = wall.hour * 60 + wall.minute
    return any(part.opens <= minute < part.closes for part in hours.days[wall.weekday()])


def next_open(hours: CallingHours, zones: Collection[tzinfo], at: datetime) -> datetime | None:
    """The first instant from ``at`` on when calls are allowed; ``None``: not within two weeks
    (of the first date, where there is one)."""
    first = max(at, hours.not_before or at)
    found = next(spans(hours, zones, first, first + HORIZON), None)
    return None if found is None else found.start


def closes_at(hours: CallingHours, zones: Collection[tzinfo], at: datetime) -> datetime | None:
    """The end of the window that is open at ``at``.

    ``None``: none is open, or it does not close within two weeks.
    """
    if not is_open(hours, zones, at):
        return None
    end = next(spans(hours, zones, at, at + HORIZON)).end
    return None if end == at + HORIZON else end


def open_time(
    hours: CallingHours, zones: Collection[tzinfo], start: datetime, end: datetime
) -> timedelta:
    """For how long calls are allowed between two instants."""
    return sum((span.end - span.start for span in spans(hours, zones, start, end)), timedelta())


def spans(
    hours: CallingHours, zones: Collection[tzinfo], start: datetime, end: datetime
) -> Iterator[Span]:
    """The stretches in which calls are allowed, in order, apart from one another, read lazily."""
    start = max(start, hours.not_before or start).astimezone(UTC)
    end = min(end, hours.not_after or end).astimezone(UTC)
    if hours.at_any_hour:
        return iter((Span(start, end),) if start < end else ())
    return _joined(_day_by_day(hours, zones, start, end))


def _day_by_day(
    hours: CallingHours, zones: Collection[tzinfo], start: datetime, end: datetime
) -> Iterator[Span]:
    while start < end and zones:
        stop = min(start + _DAY, end)
        found, *others = (list(_joined(_open_in(hours, zone, start, stop))) for zone in zones)
        for other in others:
            found = list(_common(found, other))
        yield from found
        start = stop


def _joined(parts: Iterable[Span]) -> Iterator[Span]:
    """The same stretches with those that touch or overlap made one."""
    pending: Span | None = None
    for part in parts:
        if pending is not None and part.start <= pending.end:
            pending = Span(pending.start, max(pending.end, part.end))
            continue
        if pending is not None:
            yield pending
        pending = part
    if pending is not None:
        yield pending


def _common(left: Sequence[Span], right: Sequence[Span]) -> Iterator[Span]:
    for one in left:
        for other in right:
            start, end = max(one.start, other.start), min(one.end, other.end)
            if start < end:
                yield Span(start, end)


def _open_in(hours: CallingHours, zone: tzinfo, start: datetime, end: datetime) -> Iterator[Span]:
    """One zone's stretches within a day or less."""
    for left, right, offset in _between_turns(zone, start, end):
        day, last = (left + offset).date(), (right + offset).date()
        while day <= last:
            midnight = datetime.combine(day, time(), UTC) - offset
            for part in hours.days[day.weekday()]:
                opens = max(left, midnight + timedelta(minutes=part.opens))
                closes = min(right, midnight + timedelta(minutes=part.closes))
                if opens < closes:
                    yield Span(opens, closes)
            day += _DAY


def _between_turns(
    zone: tzinfo, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """A day or less, cut where the zone's clocks turn, each part with its offset from UTC."""
    before, after = _offset(zone, start), _offset(zone, end)
    if before == after:
        yield start, end, before
        return
    turn = _turn(zone, start, end)
    yield start, turn, before
    yield turn, end, after


def _turn(zone: tzinfo, start: datetime, end: datetime) -> datetime:
    """The instant, to the second, at which the offset of ``start`` ceases to hold."""
    whole = start.replace(microsecond=0)
    before, held, ceased = _offset(zone, start), 0, math.ceil((end - whole).total_seconds())
    while ceased - held > 1:
        middle = (held + ceased) // 2
        if _offset(zone, whole + timedelta(seconds=middle)) == before:
            held = middle
        else:
            ceased = middle
    return min(whole + timedelta(seconds=ceased), end)


def _offset(zone: tzinfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
