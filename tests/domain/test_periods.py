"""Periods and the steps of a chart, on the reader's wall clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.periods import MOST_STEPS, Period, timeline
from bot.domain.summary import StatusCount

BERLIN, LORD_HOWE = ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe")
MONDAY = datetime(2026, 11, 2, tzinfo=UTC)
ONE = StatusCount("noAnswer", 1, 0, 1)

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
ZONES = st.sampled_from([*map(ZoneInfo, ("Asia/Kathmandu", "America/New_York")), BERLIN, LORD_HOWE])


def test_the_period_before_is_as_long_and_ends_where_this_begins() -> None:
    period = Period(MONDAY, MONDAY + timedelta(hours=30))
    assert period.before() == Period(MONDAY - timedelta(hours=30), MONDAY)


def test_a_week_ago_is_by_the_wall_clock() -> None:
    """On the Monday after the clocks were turned back, nine is an hour later than a week ago."""
    nine = datetime(2026, 10, 26, 9, tzinfo=BERLIN).astimezone(UTC)
    ago = Period(nine, nine + timedelta(hours=1)).week_ago(BERLIN)
    assert ago.since == datetime(2026, 10, 19, 9, tzinfo=BERLIN)
    assert nine - ago.since == timedelta(days=7, hours=1)


@pytest.mark.parametrize(
    ("zone", "minutes"),
    [("Europe/Berlin", 60), ("Asia/Kolkata", 30), ("Asia/Kathmandu", 15), ("UTC", 60)],
)
def test_the_grain_lets_every_hour_of_a_zone_be_counted(zone: str, minutes: int) -> None:
    grain = Period(MONDAY, MONDAY + timedelta(days=2)).grain(ZoneInfo(zone))
    assert grain == timedelta(minutes=minutes)


def test_within_a_day_minutes_are_counted_too() -> None:
    day = Period(MONDAY, MONDAY + timedelta(days=1))
    assert day.grain(UTC) == day.finest == timedelta(minutes=5)


@pytest.mark.parametrize(
    ("last", "width"),
    [(8, 5), (95, 5), (130, 10), (179, 10), (200, 60), (60 * 9, 60)],
)
def test_few_hours_are_divided_into_minutes_where_those_were_counted(last: int, width: int) -> None:
    counts = [(MONDAY + timedelta(minutes=at - at % 5), ONE) for at in (0, last)]
    assert timeline(counts, UTC, finest=timedelta(minutes=5))[0].width == timedelta(minutes=width)
    assert timeline(counts, UTC)[0].width == timedelta(hours=1)


def test_hours_without_a_finish_stand_between_those_with_one() -> None:
    steps = timeline([(MONDAY + timedelta(hours=h), ONE) for h in (7, 7, 10)], UTC)
    assert [(step.start.hour, step.summary.finished) for step in steps] == [
        (7, 2),
        (8, 0),
        (9, 0),
        (10, 1),
    ]


def test_the_hour_that_comes_twice_is_one_step() -> None:
    first = datetime(2026, 10, 25, 0, tzinfo=UTC)
    steps = timeline([(first + timedelta(hours=h), ONE) for h in range(3)], BERLIN)
    assert [(step.start.hour, step.summary.finished) for step in steps] == [(2, 2), (3, 1)]


def test_nothing_has_no_steps() -> None:
    assert timeline([], UTC) == ()


@given(st.lists(MOMENTS, min_size=1, max_size=40), ZONES)
def test_every_finish_is_in_one_of_few_steps(moments: list[datetime], zone: ZoneInfo) -> None:
    steps = timeline([(at, ONE) for at in moments], zone)
    assert len(steps) <= MOST_STEPS
    assert sum(step.summary.finished for step in steps) == len(moments)
    starts = [step.start.replace(tzinfo=None) for step in steps]
    assert all(later - one == steps[0].width for one, later in pairwise(starts))
    assert steps[0].summary.finished
    assert steps[-1].summary.finished
