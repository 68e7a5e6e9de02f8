"""A campaign calls people when its policy allows it, by the clock on their wall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.windows import (
    ALL_DAY,
    ANY_TIME,
    DAYS,
    CallingHours,
    Interval,
    Span,
    calling_hours,
    closes_at,
    is_open,
    next_open,
    open_time,
    spans,
)
from bot.errors import BadInput

BERLIN, MOSCOW, NEW_YORK = (
    ZoneInfo(name) for name in ("Europe/Berlin", "Europe/Moscow", "America/New_York")
)
HOUR = timedelta(hours=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def hours_of(*parts: str, days: list[str] | None = None) -> CallingHours:
    """The same hours each day, written ``10:00-18:00``."""
    listed = [dict(zip(("localTimeFrom", "localTimeTo"), p.split("-"), strict=True)) for p in parts]
    return calling_hours(days, {"default": listed})


OFFICE = hours_of("10:00-18:00", days=["mon", "tue", "wed", "thu", "fri"])


def test_calls_are_allowed_from_the_first_minute_and_before_the_last() -> None:
    # Monday, 2 March 2026; Berlin is an hour ahead of UTC.
    assert not is_open(OFFICE, [BERLIN], utc("2026-03-02 08:59:59"))
    assert is_open(OFFICE, [BERLIN], utc("2026-03-02 09:00"))
    assert is_open(OFFICE, [BERLIN], utc("2026-03-02 16:59:59"))
    assert not is_open(OFFICE, [BERLIN], utc("2026-03-02 17:00"))


def test_friday_evening_waits_for_monday_morning() -> None:
    assert next_open(OFFICE, [BERLIN], utc("2026-03-06 17:00")) == utc("2026-03-09 09:00")
    assert closes_at(OFFICE, [BERLIN], utc("2026-03-06 17:00")) is None


def test_an_open_window_is_open_now_and_closes_in_the_evening() -> None:
    noon = utc("2026-03-02 12:00:30")
    assert next_open(OFFICE, [BERLIN], noon) == noon
    assert closes_at(OFFICE, [BERLIN], noon) == utc("2026-03-02 17:00")


def test_allowed_days_win_over_times_for_other_days() -> None:
    times = {"sat": [{"localTimeFrom": "10:00", "localTimeTo": "12:00"}]}
    policy = calling_hours(["mon"], times | {"default": times["sat"]})
    assert policy.days[DAYS.index("mon")] == (Interval(600, 720),)
    assert policy.days[DAYS.index("sat")] == ()


def test_a_day_of_its_own_does_not_take_the_default() -> None:
    default, short = {"localTimeFrom": "09:00", "localTimeTo": "20:00"}, {"localTimeFrom": "09:00"}
    policy = calling_hours(None, {"default": [default], "sun": [short | {"localTimeTo": "12:00"}]})
    assert policy.days[6] == (Interval(540, 720),)
    assert policy.days[0] == (Interval(540, 1200),)


def test_a_day_that_no_hours_name_is_closed_and_days_alone_are_open_all_day() -> None:
    only_monday = calling_hours(None, {"mon": [{"localTimeFrom": "09:00", "localTimeTo": "10:00"}]})
    assert only_monday.days[1:] == ((),) * 6
    assert calling_hours(["tue"]).days[1] == ALL_DAY
    assert calling_hours() == ANY_TIME
    assert calling_hours(None, {}).at_any_hour


def test_a_day_that_ends_at_23_59_has_no_gap_before_midnight() -> None:
    policy = hours_of("00:00-23:59")
    assert policy.at_any_hour
    evenings = hours_of("20:00-23:59", days=["mon"])
    assert is_open(evenings, [UTC], utc("2026-03-02 23:59:59"))
    assert closes_at(evenings, [UTC], utc("2026-03-02 21:00")) == utc("2026-03-03 00:00")


def test_a_lunch_break_closes_the_window() -> None:
    policy = hours_of("13:00-18:00", "09:00-12:00")
    assert closes_at(policy, [UTC], utc("2026-03-02 11:00")) == utc("2026-03-02 12:00")
    assert next_open(policy, [UTC], utc("2026-03-02 12:00")) == utc("2026-03-02 13:00")


@pytest.mark.parametrize("part", ["18:00-10:00", "10:00-10:00", "24:00-25:00", "ten-12:00", "9-10"])
def test_hours_that_make_no_sense_are_refused(part: str) -> None:
    with pytest.raises(BadInput) as refused:
        hours_of(part)
    assert refused.value.field == "allowedTime"


def test_where_the_zone_is_not_certain_it_must_be_open_in_all() -> None:
    # Ten in Berlin is noon in Moscow; four in Berlin is six in Moscow.
    both = [BERLIN, MOSCOW]
    day = list(spans(OFFICE, both, utc("2026-03-02 00:00"), utc("2026-03-03 00:00")))
    assert day == [Span(utc("2026-03-02 09:00"), utc("2026-03-02 15:00"))]
    assert not is_open(OFFICE, both, utc("2026-03-02 15:30"))
    assert closes_at(OFFICE, both, utc("2026-03-02 10:00")) == utc("2026-03-02 15:00")


def test_zones_that_share_no_hour_never_open() -> None:
    far = [timezone(-6 * HOUR), timezone(6 * HOUR)]
    assert next_open(OFFICE, far, utc("2026-03-02 00:00")) is None


def test_an_unknown_zone_is_never_open_unless_every_hour_is_allowed() -> None:
    monday = utc("2026-03-02 12:00")
    assert not is_open(OFFICE, [], monday)
    assert next_open(OFFICE, [], monday) is None
    assert is_open(ANY_TIME, [], monday)
    assert next_open(ANY_TIME, [], monday) == monday
    assert closes_at(ANY_TIME, [], monday) is None


def test_nobody_is_called_before_the_start_date_or_after_the_finish_date() -> None:
    policy = calling_hours(not_before=utc("2026-05-01 12:00"), not_after=utc("2026-05-02 12:00"))
    assert not is_open(policy, [], utc("2026-05-01 11:59"))
    assert next_open(policy, [], utc("2026-03-02 12:00")) == utc("2026-05-01 12:00")
    assert closes_at(policy, [], utc("2026-05-01 13:00")) == utc("2026-05-02 12:00")
    assert next_open(policy, [], utc("2026-05-02 12:00")) is None


class TestTheClocksTurn:
    """Berlin skips 02:00–03:00 on 29 March 2026, and has it twice on 25 October."""

    def test_hours_of_the_day_keep_their_place_on_the_wall(self) -> None:
        policy = hours_of("10:00-18:00")
        assert next_open(policy, [BERLIN], utc("2026-03-28 20:00")) == utc("2026-03-29 08:00")
        assert next_open(policy, [BERLIN], utc("2026-10-24 20:00")) == utc("2026-10-25 09:00")

    def test_a_window_in_the_skipped_hour_does_not_open_that_night(self) -> None:
        policy = hours_of("02:10-02:50")
        assert next_open(policy, [BERLIN], utc("2026-03-28 12:00")) == utc("2026-03-30 00:10")

    def test_a_window_that_the_turn_cuts_opens_and_closes_with_it(self) -> None:
        turn, night = utc("2026-03-29 01:00"), utc("2026-03-29 00:00")
        assert next_open(hours_of("02:30-05:00"), [BERLIN], night) == turn
        assert closes_at(hours_of("01:00-02:30"), [BERLIN], night) == turn
        assert open_time(hours_of("01:00-05:00"), [BERLIN], night, night + 12 * HOUR) == 3 * HOUR

    def test_a_window_in_the_doubled_hour_opens_twice(self) -> None:
        policy, night = hours_of("02:10-02:50"), utc("2026-10-24 22:00")
        found = [span.start for span in spans(policy, [BERLIN], night, night + 12 * HOUR)]
        assert found == [utc("2026-10-25 00:10"), utc("2026-10-25 01:10")]

    def test_the_turn_is_found_from_any_second(self) -> None:
        odd = utc("2026-03-28 13:37:11.250000")
        assert next_open(hours_of("02:30-05:00", days=["sun"]), [BERLIN], odd) == utc(
            "2026-03-29 01:00"
        )


def test_a_start_in_another_zone_is_the_same_instant() -> None:
    here = datetime(2026, 3, 28, 22, 0, tzinfo=NEW_YORK)
    assert next_open(OFFICE, [BERLIN], here) == next_open(OFFICE, [BERLIN], here.astimezone(UTC))


minutes = st.integers(0, 1440)
days = st.lists(
    st.tuples(minutes, minutes).map(lambda pair: Interval(min(pair), max(pair))), max_size=3
).map(lambda parts: tuple(sorted(parts)))
policies = st.builds(lambda week: CallingHours(tuple(week)), st.lists(days, min_size=7, max_size=7))
zones = st.lists(
    st.sampled_from([BERLIN, MOSCOW, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), UTC]),
    min_size=1,
    max_size=3,
)
instants = st.sampled_from(["2026-03-08", "2026-03-28", "2026-04-04", "2026-10-24", "2026-10-31"])
moments = st.builds(
    lambda day, minute: utc(day) + timedelta(minutes=minute), instants, st.integers(0, 2880)
)


@settings(max_examples=60, deadline=None)
@given(policies, zones, moments, st.lists(st.integers(0, 2879), min_size=5, max_size=20))
def test_spans_are_exactly_the_minutes_that_are_open(
    policy: CallingHours, where: list[ZoneInfo], start: datetime, offsets: list[int]
) -> None:
    found = list(spans(policy, where, start, start + 48 * HOUR))
    assert all(one.end < other.start for one, other in pairwise(found))
    for offset in offsets:
        at = start + timedelta(minutes=offset)
        assert is_open(policy, where, at) == any(span.start <= at < span.end for span in found)


@settings(max_examples=60, deadline=None)
@given(policies, zones, moments)
def test_what_opens_is_open_and_what_closes_is_closed(
    policy: CallingHours, where: list[ZoneInfo], at: datetime
) -> None:
    opens, closes = next_open(policy, where, at), closes_at(policy, where, at)
    assert is_open(policy, where, at) == (opens == at)
    if opens is not None:
        assert opens >= at
        assert is_open(policy, where, opens)
    if closes is not None:
        assert closes > at
        assert not is_open(policy, where, closes)
