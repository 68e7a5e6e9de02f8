"""How fast a campaign gets through its call jobs, when it will be done, and how far it is.

A pace is measured over the last hour of calling at most, and only where enough calls finished to
mean something: ``None`` is "unknown", and people read that word rather than a guess.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from bot.domain import windows
from bot.domain.windows import ANY_TIME, CallingHours

WINDOW: Final = timedelta(hours=1)
MIN_FINISHED: Final = 10
"""With ten calls the rate is right to about a third; with fewer it jumps at every look."""
MIN_RUNNING: Final = timedelta(minutes=1)
"""Calls take about a minute, so a shorter stretch shows how they began, not how they go on."""
HORIZON: Final = timedelta(days=60)
"""An end that is further away says only that the pace is wrong."""

FULL, EMPTY = "█", "░"


@dataclass(frozen=True, slots=True)
class Pace:
    """Call jobs that finished while calls were allowed for ``running``."""

    finished: int
    running: timedelta

    @property
    def per_hour(self) -> float:
        """Finished call jobs an hour of calling time, above zero."""
        return self.finished * 3600 / self.running.total_seconds()

    def needs(self, open_jobs: int) -> timedelta:
        """The calling time that so many call jobs take."""
        return self.running * (open_jobs / self.finished)

    def within(self, span: timedelta) -> int:
        """How many call jobs finish in so much calling time."""
        return int(self.finished * (span / self.running))


def measure(
    finished: int,
    first: datetime | None,
    now: datetime,
    hours: CallingHours = ANY_TIME,
    zones: Collection[tzinfo] = (),
) -> Pace | None:
    """The pace of late; ``None`` where the sample is too small.

    ``finished``: how many call jobs that were called (``outcomes.CALLED_STATUSES``: a stop ends
    thousands in an instant, and that is no pace) finished in the last :data:`WINDOW`; ``first``:
    when the first of them did. Hours in which nobody may be called do not slow it down.
    """
    if first is None or finished < MIN_FINISHED:
        return None
    running = windows.open_time(hours, zones, max(first, now - WINDOW), now)
    return Pace(finished, running) if running >= MIN_RUNNING else None


def expected_end(
    open_jobs: int,
    pace: Pace | None,
    now: datetime,
    hours: CallingHours = ANY_TIME,
    zones: Collection[tzinfo] = (),
) -> datetime | None:
    """When the open call jobs will be done at this pace, calling in the allowed hours only.

    Never before ``now``; ``None`` where the pace is unknown, or the hours do not suffice within
    :data:`HORIZON`. It holds for a campaign in progress: the caller asks for no other's.
    """
    if open_jobs <= 0:
        return now
    if pace is None:
        return None
    left = pace.needs(open_jobs)
    for span in windows.spans(hours, zones, now, now + HORIZON):
        if left <= span.end - span.start:
            return span.start + left
        left -= span.end - span.start
    return None


def progress(finished: int, open_jobs: int) -> float:
    """The share of call jobs that came to an end, 0 to 1; 0 where there are none."""
    total = finished + open_jobs
    return finished / total if total > 0 else 0.0


def bar(share: float, cells: int = 10) -> str:
    """A progress bar of so many cells: full only when all is done, empty only before the first."""
    filled = int(min(max(share, 0.0), 1.0) * cells)
    if 0 < share < 1:
        filled = min(max(filled, 1), cells - 1)
    return FULL * filled + EMPTY * (cells - filled)
