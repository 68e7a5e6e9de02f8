"""How long a pause lasts, and until when."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spans import (
    Span,
    Until,
    is_span,
    parse_span,
    parse_time,
    parse_weekday,
    parse_when,
)
from bot.errors import BadInput

MOSCOW = ZoneInfo("Europe/Moscow")
TUESDAY_NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("30m", 30),
        ("2h", 120),
        ("1h30m", 90),
        ("1h 30 min", 90),
        ("2d", 2880),
        ("1.5h", 90),
        ("90S", 1.5),
        ("2 hours", 120),
        ("1 week", 10080),
        ("30d", 43200),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(typed: str, minutes: float) -> None:
    assert parse_span(typed) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("30", "Say how long"),
        ("", "Say how long"),
        ("banana", "Say how long"),
        ("-5m", "Say how long"),
        ("2x", "Say how long"),
        ("1e9h", "Say how long"),
        ("9" * 5000 + "h", "Say how long"),
        ("0m", "no time at all"),
        ("31d", "at most 30 days"),
        ("999999w", "at most 30 days"),
    ],
)
def test_a_wrong_length_of_time_says_what_to_write(typed: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        parse_span(typed)


def test_looking_back_may_reach_further_than_a_pause() -> None:
    assert parse_span("60d", timedelta(days=90)) == timedelta(days=60)


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("9", 9, 0),
        ("9:00", 9, 0),
        ("09.00", 9, 0),
        ("0930", 9, 30),
        ("9am", 9, 0),
        ("9:30 PM", 21, 30),
        ("12am", 0, 0),
        ("12pm", 12, 0),
        ("23:59", 23, 59),
    ],
)
def test_a_time_of_day_is_read_as_people_write_it(typed: str, hour: int, minute: int) -> None:
    assert parse_time(typed) == time(hour, minute)


@pytest.mark.parametrize("typed", ["", "24:00", "9:60", "13pm", "0am", "nine", "9:0", "09:00:00"])
def test_there_is_no_such_time_of_day(typed: str) -> None:
    with pytest.raises(BadInput, match="Say the time of day"):
        parse_time(typed)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("30m", "2026-11-24 12:30"),
        ("for 2 hours", "2026-11-24 14:00"),
        ("until 14:00", "2026-11-24 14:00"),
        ("until 9", "2026-11-25 09:00"),
        ("Until tomorrow 9:00", "2026-11-25 09:00"),
        ("until tomorrow at 9 am", "2026-11-25 09:00"),
        ("until today 23:00", "2026-11-24 23:00"),
        ("until fri 18:00", "2026-11-27 18:00"),
        ("until tue 13:00", "2026-11-24 13:00"),
        ("until Tuesday 11:00", "2026-12-01 11:00"),
    ],
)
def test_until_is_meant_on_the_askers_clock(typed: str, at: str) -> None:
    """It is Tuesday, 12:00 in Moscow."""
    end = parse_when(typed.split()).end(TUESDAY_NOON, MOSCOW)
    assert end.tzinfo is UTC
    assert end.astimezone(MOSCOW).strftime("%Y-%m-%d %H:%M") == at


def test_a_time_that_is_over_today_is_refused_if_today_was_said() -> None:
    with pytest.raises(BadInput, match="Today's 11:00 is over"):
        parse_when(["until", "today", "11:00"]).end(TUESDAY_NOON, MOSCOW)


@pytest.mark.parametrize("typed", ["", "until", "until tomorrow", "until soon", "for", "14:00"])
def test_half_an_answer_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        parse_when(typed.split())


def test_until_a_time_that_the_clock_leaves_out_moves_by_the_gap() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    saturday = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
    end = Until(time(2, 30), "tomorrow").end(saturday, berlin)
    assert end.astimezone(berlin).strftime("%a %H:%M") == "Sun 03:30"


def test_days_of_the_week_have_short_and_full_names() -> None:
    assert [parse_weekday(word) for word in ("Mon", "friday", "Sundays", "today", "")] == [
        *("mon", "fri", "sun"),
        *(None, None),
    ]


@given(st.text(max_size=60))
def test_any_text_is_a_length_of_time_or_a_clear_refusal(text: str) -> None:
    try:
        length = parse_span(text)
    except BadInput:
        return
    assert is_span(" ".join(text.split()))
    assert timedelta() < length <= timedelta(days=30)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.times(), st.integers(1, 10**6))
def test_an_end_is_always_ahead(now: datetime, at: time, seconds: int) -> None:
    aware = now.replace(tzinfo=UTC)
    assert Span(timedelta(seconds=seconds)).end(aware, MOSCOW) > aware
    for day in (None, "tomorrow", "wed"):
        ahead = Until(at, day).end(aware, MOSCOW) - aware
        assert timedelta() < ahead <= timedelta(days=8)
