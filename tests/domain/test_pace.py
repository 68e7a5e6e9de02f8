"""An operator asks how far a campaign is, and when it will be done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import windows
from bot.domain.pace import Pace, bar, expected_end, measure, progress

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)  # A Monday.
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
OFFICE = windows.calling_hours(
    None, {"default": [{"localTimeFrom": "10:00", "localTimeTo": "18:00"}]}
)


def test_a_hundred_and_twenty_calls_in_an_hour_are_a_pace_of_a_hundred_and_twenty() -> None:
    pace = measure(120, NOON - 2 * HOUR, NOON)
    assert pace == Pace(120, HOUR)
    assert pace.per_hour == 120


def test_a_campaign_that_began_ten_minutes_ago_is_measured_over_ten_minutes() -> None:
    pace = measure(20, NOON - 10 * MINUTE, NOON)
    assert pace is not None
    assert pace.per_hour == pytest.approx(120)


def test_hours_in_which_nobody_may_be_called_do_not_slow_the_pace() -> None:
    pace = measure(20, NOON - 3 * HOUR, NOON - 100 * MINUTE, OFFICE, [UTC])
    assert pace == Pace(20, 20 * MINUTE)


@pytest.mark.parametrize(
    ("finished", "first"), [(9, NOON - HOUR), (50, NOON - MINUTE / 2), (0, None), (50, None)]
)
def test_a_sample_that_is_too_small_makes_the_pace_unknown(
    finished: int, first: datetime | None
) -> None:
    assert measure(finished, first, NOON) is None


def test_what_is_left_is_done_at_the_pace_of_late() -> None:
    assert expected_end(240, Pace(120, HOUR), NOON) == NOON + 2 * HOUR


def test_the_night_does_not_count() -> None:
    ten_hours = Pace(100, HOUR)
    # Six hours today, and four tomorrow from ten on.
    assert expected_end(1000, ten_hours, NOON, OFFICE, [UTC]) == NOON + 26 * HOUR


def test_a_campaign_with_nothing_left_is_done_now() -> None:
    assert expected_end(0, None, NOON) == NOON


def test_an_unknown_pace_and_hours_that_never_come_promise_nothing() -> None:
    assert expected_end(5, None, NOON) is None
    assert expected_end(5, Pace(10, HOUR), NOON, OFFICE, []) is None
    assert expected_end(1_000_000, Pace(10, HOUR), NOON) is None


def test_a_stretch_of_time_finishes_its_share() -> None:
    assert Pace(120, HOUR).within(20 * MINUTE) == 40


def test_the_bar_is_full_only_when_all_is_done_and_empty_only_before_the_first() -> None:
    assert bar(progress(0, 1000)) == "░" * 10
    assert bar(progress(1, 999)) == "█" + "░" * 9
    assert bar(progress(999, 1)) == "█" * 9 + "░"
    assert bar(progress(1000, 0)) == "█" * 10
    assert bar(0.5, cells=4) == "██░░"


def test_a_campaign_without_call_jobs_has_made_no_progress() -> None:
    assert progress(0, 0) == 0.0


counts = st.integers(0, 10**7)


@given(counts, counts, st.integers(1, 40))
def test_progress_is_a_share_and_the_bar_has_its_cells(
    finished: int, open_jobs: int, cells: int
) -> None:
    share = progress(finished, open_jobs)
    assert 0.0 <= share <= 1.0
    drawn = bar(share, cells)
    assert len(drawn) == cells
    assert ("░" not in drawn) == (share == 1.0)


@given(st.floats(allow_nan=False), st.integers(1, 40))
def test_no_share_breaks_the_bar(share: float, cells: int) -> None:
    assert len(bar(share, cells)) == cells


spare = st.lists(st.sampled_from(windows.DAYS), max_size=3, unique=True)


@given(counts, st.integers(1, 10**5), st.integers(60, 3600), spare, st.integers(0, 10**6))
def test_the_end_is_never_before_now_and_falls_into_the_hours(
    open_jobs: int, finished: int, seconds: int, free: list[str], later: int
) -> None:
    now = NOON + timedelta(seconds=later)
    hours = windows.calling_hours(
        [day for day in windows.DAYS if day not in free],
        {"default": [{"localTimeFrom": "09:00", "localTimeTo": "21:00"}]},
    )
    end = expected_end(open_jobs, Pace(finished, timedelta(seconds=seconds)), now, hours, [UTC])
    if end is not None:
        assert end >= now
        assert open_jobs == 0 or windows.open_time(hours, [UTC], now, end) > timedelta()
