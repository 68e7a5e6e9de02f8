"""What a digest tells: what became of the call jobs of a channel's campaigns since the last one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final

from bot.domain import summary
from bot.domain.cadence import Cadence, missed
from bot.domain.campaigns import Campaign
from bot.domain.cards import CardFacts
from bot.domain.outcomes import Status
from bot.domain.periods import WEEK, Period
from bot.domain.summary import EMPTY, Delta, StatusCount, Summary

LATE: Final = timedelta(minutes=1)
"""A digest that begins so much after its time says so: the clock wakes it within seconds."""

MILLISECOND: Final = timedelta(milliseconds=1)
_LOOK_BACKS: Final = tuple(timedelta(hours=hours) for hours in (2, 26, 8 * 24, 32 * 24, 367 * 24))
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def known_until(campaign: Campaign, newest_stored: datetime | None, now: datetime) -> datetime:
    """Up to which instant of its host's clock everything that finished has been seen.

    Finishes reach us a watch later than they happen. Ending a period at the newest one that the
    host has told puts those that come after it into the next digest, and none is lost or doubled.
    ``newest_stored`` stands in where the host has no reports by date, so that nobody knows better.
    """
    newest = campaign.watermark_at or newest_stored or _EPOCH
    return min(newest + MILLISECOND, now + campaign.host_clock)


@dataclass(frozen=True, slots=True)
class Covered:
    """A campaign's period, exact to the millisecond, and the one that it is held against."""

    period: Period
    before: Period

    @classmethod
    def since(cls, start: datetime, until: datetime, last: Period | None) -> Covered:
        """From where the last one ended, held against it; else against as much time before."""
        begin = last.until if last else start
        period = Period(min(begin, until), until)
        return cls(period, last or period.before())


@dataclass(frozen=True, slots=True)
class Order:
    """What one digest is to cover, fixed when it fell due: its figures are made when it is sent.

    ``since`` is when the last one was due, for the words. ``late_since`` is when this one was, if
    that is long past, and ``missed`` how many it stands for. ``zone`` is the schedule's own.
    """

    since: datetime
    covers: dict[int, Covered]
    late_since: datetime | None = None
    missed: int = 1
    zone: str | None = None

    def to_wire(self) -> dict[str, Any]:
        """The order as JSON for storage."""
        return {
            "since": to_ms(self.since),
            "covers": {
                str(one): [*_ends(covered.period), *_ends(covered.before)]
                for one, covered in self.covers.items()
            },
            "late_since": to_ms(self.late_since) if self.late_since else None,
            "missed": self.missed,
            "zone": self.zone,
        }

    @classmethod
    def from_wire(cls, wire: dict[str, Any]) -> Order:
        """What :meth:`to_wire` wrote."""
        late = wire["late_since"]
        return cls(
            since=of_ms(wire["since"]),
            covers={int(one): _covered(ends) for one, ends in wire["covers"].items()},
            late_since=None if late is None else of_ms(late),
            missed=wire["missed"],
            zone=wire["zone"],
        )

    def only(self, campaign_id: int) -> Order:
        """The same for one of its campaigns."""
        return replace(self, covers={campaign_id: self.covers[campaign_id]}, late_since=None)


@dataclass(frozen=True, slots=True)
class StandingOrder:
    """A digest as a channel lists it; ``campaign`` is ``None`` for all of the channel's."""

    number: int
    schedule_id: int
    campaign: str | None
    cadence: Cadence
    zone: str
    next_runs: tuple[datetime, ...]
    created_by: str


def previous_due(cadence: Cadence, zone: tzinfo, due: datetime) -> datetime:
    """The due time before this one; the farthest look back where there was none so far."""
    for span in _LOOK_BACKS:
        if found := missed(cadence, zone, due - span, due - MILLISECOND):
            return found.latest
    return due - _LOOK_BACKS[-1]


@dataclass(frozen=True, slots=True)
class Part:
    """One campaign's share of a digest. ``added`` are the call jobs that were added meanwhile.

    ``before`` is the period just before, ``week_ago`` the same weekdays of the week before;
    ``None`` where there is nothing to hold against.
    """

    facts: CardFacts
    period: Period
    summary: Summary
    counts: tuple[tuple[datetime, StatusCount], ...] = field(repr=False)
    before: Summary | None = None
    week_ago: Summary | None = None
    added: int = 0

    @property
    def is_nothing_new(self) -> bool:
        """Whether nothing was added, and nothing came to an end."""
        return summary.is_nothing_new(self.summary, self.added)

    @property
    def unanswered(self) -> int:
        """How many call jobs nobody answered, of all: what "again" would begin with."""
        return self.facts.summary.by_status.get(Status.NO_ANSWER, 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a period is held against, and the difference."""

    other: Summary
    delta: Delta


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest with its figures."""

    order: Order
    parts: tuple[Part, ...]

    @property
    def news(self) -> tuple[Part, ...]:
        """The campaigns of which there is something to tell."""
        return tuple(part for part in self.parts if not part.is_nothing_new)

    @property
    def quiet(self) -> tuple[Part, ...]:
        """The campaigns of which there is nothing."""
        return tuple(part for part in self.parts if part.is_nothing_new)

    @property
    def summary(self) -> Summary:
        """The figures of all its campaigns."""
        return _sum(part.summary for part in self.parts)

    @property
    def added(self) -> int:
        """The call jobs that were added to any of them."""
        return sum(part.added for part in self.parts)

    @property
    def against_before(self) -> Comparison | None:
        """The period held against the one before it."""
        return self._against([part.before for part in self.parts])

    @property
    def against_week_ago(self) -> Comparison | None:
        """The period held against the same weekdays of the week before."""
        return self._against([part.week_ago for part in self.parts])

    def _against(self, others: Sequence[Summary | None]) -> Comparison | None:
        known = [one for one in others if one is not None]
        other = _sum(known)
        if not other.finished:
            return None
        return Comparison(other, summary.compare(self.summary, other))

    @property
    def counts(self) -> tuple[tuple[datetime, StatusCount], ...]:
        """What finished when, of all its campaigns."""
        return tuple(count for part in self.parts for count in part.counts)


def has_week_ago(period: Period) -> bool:
    """Whether the same weekdays of the week before are another period than the one before."""
    return timedelta() < period.length < WEEK - timedelta(hours=1)


def _sum(summaries: Iterable[Summary]) -> Summary:
    total = EMPTY
    for one in summaries:
        total += one
    return total


def to_ms(at: datetime) -> int:
    """An instant as milliseconds since 1970, as JSON holds it."""
    return (at - _EPOCH) // MILLISECOND


def of_ms(milliseconds: int) -> datetime:
    """The instant again."""
    return _EPOCH + milliseconds * MILLISECOND


def _ends(period: Period) -> tuple[int, int]:
    return to_ms(period.since), to_ms(period.until)


def _covered(ends: Sequence[int]) -> Covered:
    since, until, before_since, before_until = map(of_ms, ends)
    return Covered(Period(since, until), Period(before_since, before_until))
