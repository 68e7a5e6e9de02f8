"""What a digest is to cover: its periods, fixed when it falls due, and the orders behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final

from bot.domain.cadence import Cadence, missed
from bot.domain.campaigns import Campaign
from bot.domain.periods import Period

LATE: Final = timedelta(minutes=1)
"""A digest that begins so much after its time says so: the clock wakes it within seconds."""

MILLISECOND: Final = timedelta(milliseconds=1)
_LOOK_BACKS: Final = tuple(timedelta(hours=hours) for hours in (2, 26, 8 * 24, 32 * 24, 367 * 24))
_CLOCKS_DIFFER: Final = timedelta(seconds=2)
"""Less than this counts as no difference between a host's clock and ours."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def known_until(campaign: Campaign, newest_stored: datetime | None, now: datetime) -> datetime:
    """Up to which instant of its host's clock everything that finished has been seen.

    Finishes reach us a watch later than they happen. Ending a period at the newest one that the
    host has told puts those that come after it into the next digest, and none is lost or doubled.
    ``newest_stored`` stands in where the host has no reports by date. There the call jobs are asked
    about one page after the other, so that only what finished before the last whole look began has
    surely been seen: a call job of the first page may end before one that the last page tells of.
    """
    if campaign.watermark_at is not None:
        newest = campaign.watermark_at + MILLISECOND
    else:
        newest = min((newest_stored or _EPOCH) + MILLISECOND, _whole_until(campaign))
    return min(newest, now + campaign.host_clock)


def _whole_until(campaign: Campaign) -> datetime:
    if campaign.swept_at is None:
        return _EPOCH
    return campaign.swept_at + campaign.host_clock - _CLOCKS_DIFFER


@dataclass(frozen=True, slots=True)
class Covered:
    """A campaign's period, exact to the millisecond, and the one that it is held against."""

    period: Period
    before: Period

    @classmethod
    def since(cls, start: datetime, until: datetime, last: Period | None) -> Covered:
        """From where the last one ended, held against it; else against as much time before."""
        begin = last.until if last else min(start, until)
        period = Period(begin, max(begin, until))
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
