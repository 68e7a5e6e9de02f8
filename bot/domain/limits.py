"""How many call jobs a number, and a campaign, may have: in a day, a week, a month of a calendar.

The calendar is that of the campaign's zone: a day begins at its midnight, a week with its Monday, a
month with its first day. A call job that ended before any attempt was made does not count: nobody
was called, and a list that was undone may be added again. What was confirmed and waits to be sent
counts already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from bot.domain.rules import Rules
from bot.texts import N_, MessageId


class Limited(StrEnum):
    """Which limit left a contact out."""

    CAP_DAY = "cap_day"
    CAP_WEEK = "cap_week"
    CAP_MONTH = "cap_month"
    CEILING = "daily_ceiling"


LIMIT_LABELS: Mapping[Limited, MessageId] = {
    Limited.CAP_DAY: N_("has as many call jobs today as a number may have"),
    Limited.CAP_WEEK: N_("has as many call jobs this week as a number may have"),
    Limited.CAP_MONTH: N_("has as many call jobs this month as a number may have"),
    Limited.CEILING: N_("beyond what this campaign may add today"),
}


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so many call jobs of a number since an instant."""

    word: Limited
    most: int
    since: datetime


def caps(rules: Rules, now: datetime, zone: tzinfo) -> Iterator[Cap]:
    """The caps that are on, the shortest stretch first."""
    today = now.astimezone(zone).date()
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    each = (
        (Limited.CAP_DAY, rules.cap_day, today),
        (Limited.CAP_WEEK, rules.cap_week, monday),
        (Limited.CAP_MONTH, rules.cap_month, first),
    )
    for word, most, day in each:
        if most is not None:
            yield Cap(word, most, begin_of(day, zone))


def begin_of_today(now: datetime, zone: tzinfo) -> datetime:
    """The midnight with which the zone's day began."""
    return begin_of(now.astimezone(zone).date(), zone)


def begin_of(day: date, zone: tzinfo) -> datetime:
    """The first instant of a day; where the clock leaves midnight out, the one that follows."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
