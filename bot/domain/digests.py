"""What a digest tells: what became of the call jobs of a channel's campaigns since the last one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain import summary
from bot.domain.cards import CardFacts
from bot.domain.digest_orders import Order
from bot.domain.outcomes import Status
from bot.domain.periods import WEEK, Period
from bot.domain.summary import EMPTY, Delta, StatusCount, Summary


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
    def finest(self) -> timedelta:
        """The narrowest step that its counts can be divided into."""
        return max((part.period.finest for part in self.parts), default=timedelta(hours=1))

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
