"""Calling hours where the zone is not certain: what is open in every zone that is possible.

The Calls API takes hours in one zone for each number. So the hours are put on a clock with a fixed
offset in the midst of the possible zones, and narrowed to those minutes of a week at which they are
open in all of them, at every instant of the year to come: clocks that are turned are counted in.

A week is a number of 10,080 bits here, a bit a minute from Monday's midnight on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Final

from bot.domain.policy import zone_of
from bot.domain.windows import CallingHours, Interval

_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_AHEAD: Final = timedelta(days=366)
_MINUTES_OF_DAY: Final = 24 * 60
_MINUTES: Final = 7 * _MINUTES_OF_DAY
_ALWAYS: Final = (1 << _MINUTES) - 1


def midst(zones: Sequence[str], today: date) -> str:
    """A clock in the midst of these zones, as ``UTC+07:00``.

    No list's own zone is spelt so: :func:`bot.domain.policy.parse_zone` never does. So it can be
    told that nobody has said where the called person is.
    """
    offsets = sorted(_offset(zone_of(name), _midnight(today)) for name in zones)
    minutes = offsets[len(offsets) // 2] // _MINUTE
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


@lru_cache(maxsize=1_024)
def shared_hours(
    hours: CallingHours, zones: tuple[str, ...], clock: str, today: date
) -> CallingHours:
    """When ``hours`` are open in all of the zones, by a ``clock`` that :func:`midst` gave."""
    begin, every = _midnight(today), [zone_of(name) for name in zones]
    offset, week, left = _offset(zone_of(clock), begin), _bits(hours), _ALWAYS
    for start, end in _steady(every, begin, begin + _AHEAD):
        open_now = _ALWAYS
        for apart in {_offset(zone, start) - offset for zone in every}:
            open_now &= _moved(week, apart // _MINUTE)
        left &= open_now | ~_covered(start + offset, end - start)
    return _hours(left & _ALWAYS)


def _midnight(today: date) -> datetime:
    return datetime.combine(today, time(), UTC)


def _steady(
    zones: Sequence[tzinfo], begin: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """The stretches in which no clock turns."""
    turns = sorted({turn for zone in zones for turn in _turns(zone, begin, end)})
    yield from zip([begin, *turns], [*turns, end], strict=True)


@lru_cache(maxsize=1_024)
def _turns(zone: tzinfo, begin: datetime, end: datetime) -> tuple[datetime, ...]:
    found, at = [], begin
    while at < end:
        after = at + _DAY
        if _offset(zone, at) != _offset(zone, after):
            found.append(_turn(zone, at, after))
        at = after
    return tuple(found)


def _turn(zone: tzinfo, start: datetime, end: datetime) -> datetime:
    """The minute from which on the offset of ``start`` does not hold."""
    before, held, ceased = _offset(zone, start), 0, (end - start) // _MINUTE
    while ceased - held > 1:
        middle = (held + ceased) // 2
        if _offset(zone, start + middle * _MINUTE) == before:
            held = middle
        else:
            ceased = middle
    return start + ceased * _MINUTE


def _offset(zone: tzinfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _covered(wall: datetime, length: timedelta) -> int:
    """The minutes of the week that a stretch touches, from this time of the wall clock on."""
    if length >= _WEEK:
        return _ALWAYS
    minutes = (1 << -(-length // _MINUTE)) - 1
    return _moved(minutes, -(wall.weekday() * _MINUTES_OF_DAY + wall.hour * 60 + wall.minute))


def _moved(week: int, minutes: int) -> int:
    """The week as a clock sees it that is so many minutes behind."""
    minutes %= _MINUTES
    return (week >> minutes | week << (_MINUTES - minutes)) & _ALWAYS


def _bits(hours: CallingHours) -> int:
    week = 0
    for index, day in enumerate(hours.days):
        for part in day:
            length = part.closes - part.opens
            week |= ((1 << length) - 1) << (index * _MINUTES_OF_DAY + part.opens)
    return week


def _hours(week: int) -> CallingHours:
    minutes = f"{week:0{_MINUTES}b}"[::-1]
    days = (
        minutes[first : first + _MINUTES_OF_DAY] for first in range(0, _MINUTES, _MINUTES_OF_DAY)
    )
    return CallingHours(tuple(tuple(_intervals(day)) for day in days))


def _intervals(day: str) -> Iterable[Interval]:
    return (Interval(*found.span()) for found in re.finditer("1+", day))
