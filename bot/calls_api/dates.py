"""Spans of time for reports by date, and how to divide one that holds too many rows.

A host gives 40,000 rows of one filter at most. A stop may finish 100,000 call jobs in one instant,
so a span is cut around the instant that most of the rows share, if there is one, else in the
middle of what was seen. Whether a host counts both bounds to a span is not known: neighbours share
theirs, so that a row may come twice, and none is lost if one of the two bounds counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.calls_api.jobs import AttemptReport, JobReport
from bot.calls_api.moments import TICK, on_tick, wire_moment


@dataclass(frozen=True, slots=True)
class Span:
    """From ``start`` to ``end``, aware; None leaves that side open."""

    start: datetime | None = None
    end: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.start or self.end)

    def wire(self, name: str) -> dict[str, str]:
        start = {f"{name}From": wire_moment(self.start)} if self.start else {}
        # A bound between two ticks moves to the later one, or it would lose the rows between.
        end = {f"{name}To": wire_moment(_up(self.end))} if self.end else {}
        return start | end

    def divided(self, seen: Sequence[datetime]) -> list[Span]:
        """Narrower spans that cover this one, latest first; none if no date divides it."""
        inside = [moment for moment in seen if self._holds(moment)]
        if not inside or self._is_instant():
            return []
        middle = _crowded(inside) or min(inside) + (max(inside) - min(inside)) / 2
        before, after = on_tick(middle) - TICK, on_tick(middle) + TICK
        parts = (Span(after, self.end), Span(before, after), Span(self.start, before))
        narrower = [part._within(self) for part in parts]
        return [part for part in narrower if not part._is_backwards()]

    def _holds(self, moment: datetime) -> bool:
        return (not self.start or self.start <= moment) and (not self.end or moment <= self.end)

    def _is_instant(self) -> bool:
        return bool(self.start and self.end) and self.end - self.start <= 2 * TICK  # type: ignore[operator]

    def _is_backwards(self) -> bool:
        return bool(self.start and self.end) and self.end < self.start  # type: ignore[operator]

    def _within(self, whole: Span) -> Span:
        starts = [start for start in (self.start, whole.start) if start]
        ends = [end for end in (self.end, whole.end) if end]
        return Span(max(starts, default=None), min(ends, default=None))


@dataclass(frozen=True, slots=True)
class JobDates:
    """Call jobs by when they were created and when they finished."""

    created: Span = Span()
    finished: Span = Span()

    def wire(self) -> dict[str, str]:
        return self.created.wire("createdAt") | self.finished.wire("finishedAt")

    def divided(self, rows: Sequence[JobReport]) -> list[JobDates]:
        """Narrower filters, latest first: by the end, where it counts at all, else by the start."""
        if self.finished:
            ends = [row.finished_at for row in rows if row.finished_at]
            if parts := self.finished.divided(ends):
                return [replace(self, finished=part) for part in parts]
        parts = self.created.divided([row.created_at for row in rows])
        return [replace(self, created=part) for part in parts]


@dataclass(frozen=True, slots=True)
class AttemptDates:
    """Call attempts by when they started and when they finished."""

    started: Span = Span()
    finished: Span = Span()

    def wire(self) -> dict[str, str]:
        return self.started.wire("startedAt") | self.finished.wire("finishedAt")

    def divided(self, rows: Sequence[AttemptReport]) -> list[AttemptDates]:
        """Narrower filters, as of :class:`JobDates`; attempts without a start are not divided."""
        if self.finished:
            ends = [row.finished_at for row in rows if row.finished_at]
            if parts := self.finished.divided(ends):
                return [replace(self, finished=part) for part in parts]
        if not self.started and any(row.started_at is None for row in rows):
            return []
        parts = self.started.divided([row.started_at for row in rows if row.started_at])
        return [replace(self, started=part) for part in parts]


def _crowded(seen: Sequence[datetime]) -> datetime | None:
    """The instant that at least half of the rows share."""
    instant, count = Counter(seen).most_common(1)[0]
    return instant if 2 * count >= len(seen) else None


def _up(moment: datetime) -> datetime:
    return moment if moment == on_tick(moment) else on_tick(moment) + TICK
