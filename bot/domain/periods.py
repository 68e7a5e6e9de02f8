"""Stretches of time that figures are counted over, and their division for a chart.

A division is by the wall clock of the reader's zone: hours first, wider steps where there would be
more than a chart takes, and minutes where a short period would be but a few hours. An hour that
comes twice at a clock change is one step.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from bot.domain.summary import EMPTY, StatusCount, Summary, summarise

MOST_STEPS: Final = 20
"""What a native chart takes."""

WEEK: Final = timedelta(days=7)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)
_SHORT: Final = timedelta(hours=26)
_FEW: Final = 4
_FINE: Final = tuple(_MINUTE * minutes for minutes in (5, 10, 15, 30))
_WIDTHS: Final = (
    *(_HOUR * hours for hours in (1, 2, 3, 4, 6, 12)),
    *(_DAY * days for days in (1, 2, 7, 14, 28, 91, 364, 3640)),
)
_MONDAY: Final = datetime(1970, 1, 5)


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` on and before ``until``, both in UTC."""

    since: datetime
    until: datetime

    @property
    def length(self) -> timedelta:
        """How long it is; never below zero."""
        return max(timedelta(), self.until - self.since)

    def before(self) -> Period:
        """As much time just before it."""
        return Period(self.since - self.length, self.since)

    def week_ago(self, zone: tzinfo) -> Period:
        """The same weekdays and hours of the week before, by the zone's wall clock."""
        return Period(_earlier(self.since, zone), _earlier(self.until, zone))

    @property
    def finest(self) -> timedelta:
        """The narrowest step that is worth a chart: minutes within a day, hours beyond."""
        return _FINE[0] if self.length <= _SHORT else _HOUR

    def grain(self, zone: tzinfo) -> timedelta:
        """The longest stretch by which every step of the zone's wall clock can be counted."""
        offsets = (at.astimezone(zone).utcoffset() for at in (self.since, self.until))
        seconds = (round(offset.total_seconds()) for offset in offsets if offset is not None)
        return timedelta(seconds=max(60, math.gcd(int(self.finest.total_seconds()), *seconds)))


@dataclass(frozen=True, slots=True)
class Step:
    """What finished in a part of a period; ``start`` is on the wall clock of the reader's zone."""

    start: datetime
    width: timedelta
    summary: Summary


def timeline(
    counts: Iterable[tuple[datetime, StatusCount]],
    zone: tzinfo,
    most: int = MOST_STEPS,
    finest: timedelta = _HOUR,
) -> tuple[Step, ...]:
    """The counts in steps of one width, from the first with something in it to the last.

    At most ``most`` steps; those between in which nothing finished are there, empty. Each count
    comes with the beginning of a :meth:`Period.grain` that it belongs to; ``finest`` is
    the period's.
    """
    placed = [(_wall(at, zone), count) for at, count in counts]
    if not placed:
        return ()
    walls = [wall for wall, _ in placed]
    width = _width(min(walls), max(walls), most, finest)
    by_start: dict[datetime, list[StatusCount]] = {}
    for wall, count in placed:
        by_start.setdefault(_floor(wall, width), []).append(count)
    return tuple(
        Step(start.replace(tzinfo=zone), width, _summary(by_start.get(start, ())))
        for start in _starts(by_start, width)
    )


def _summary(counts: Sequence[StatusCount]) -> Summary:
    return summarise(counts, contacts=0) if counts else EMPTY


def _starts(by_start: Iterable[datetime], width: timedelta) -> list[datetime]:
    starts = sorted(by_start)
    number = (starts[-1] - starts[0]) // width + 1
    return [starts[0] + width * step for step in range(number)]


def _width(first: datetime, last: datetime, most: int, finest: timedelta) -> timedelta:
    """Hours or wider; narrower only where so few hours would say little."""

    def steps(width: timedelta) -> int:
        return (_floor(last, width) - _floor(first, width)) // width + 1

    few = steps(_HOUR) < _FEW
    widths = (*(one for one in _FINE if few and one >= finest), *_WIDTHS)
    return next((one for one in widths if steps(one) <= most), _WIDTHS[-1])


def _floor(wall: datetime, width: timedelta) -> datetime:
    return wall - (wall - _MONDAY) % width


def _wall(at: datetime, zone: tzinfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def _earlier(at: datetime, zone: tzinfo) -> datetime:
    return (at.astimezone(zone) - WEEK).astimezone(UTC)
