"""Dividing spans of time so that no row is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls_api import AttemptReport, JobReport
from bot.calls_api.dates import AttemptDates, JobDates, Span
from bot.calls_api.moments import TICK, on_tick

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)

moments = st.integers(0, 50).map(lambda ticks: NOON + ticks * TICK)


def job(created: datetime = NOON, finished: datetime | None = None) -> JobReport:
    return JobReport(call_job_id="1", phone="12025550100", created_at=created, finished_at=finished)


def holds(span: Span, moment: datetime, *, inclusive: bool) -> bool:
    """Whether a host counts the moment to the span; some may take the end as exclusive."""
    late = span.start is None or span.start <= moment
    soon = span.end is None or (moment <= span.end if inclusive else moment < span.end)
    return late and soon


@given(
    st.none() | moments,
    st.none() | moments,
    st.lists(moments, min_size=1),
    st.booleans(),
)
def test_the_parts_cover_the_whole_and_are_narrower(
    start: datetime | None, end: datetime | None, seen: list[datetime], inclusive: bool
) -> None:
    whole = Span(start, end)
    parts = whole.divided(seen)
    assert whole not in parts
    for moment in (NOON + ticks * TICK for ticks in range(-60, 120)):
        if parts and holds(whole, moment, inclusive=inclusive):
            assert any(holds(part, moment, inclusive=inclusive) for part in parts)


@given(moments, moments, st.lists(moments, min_size=1))
def test_dividing_comes_to_an_end(one: datetime, two: datetime, seen: list[datetime]) -> None:
    pending, count = [Span(min(one, two), max(one, two))], 0
    while pending:
        span = pending.pop()
        inside = [moment for moment in seen if holds(span, moment, inclusive=True)]
        pending += span.divided(inside)
        count += 1
        assert count < 500


def test_an_instant_that_most_rows_share_is_cut_out_of_the_rest() -> None:
    crowd = [NOON] * 3 + [NOON - timedelta(days=2)]
    assert Span(NOON - timedelta(days=9), None).divided(crowd) == [
        Span(NOON + TICK, None),
        Span(NOON - TICK, NOON + TICK),
        Span(NOON - timedelta(days=9), NOON - TICK),
    ]
    assert Span(NOON - TICK, NOON + TICK).divided(crowd) == []
    assert Span(None, None).divided([]) == []


def test_jobs_of_one_instant_are_divided_by_when_they_were_created() -> None:
    instant = Span(NOON - TICK, NOON + TICK)
    rows = [job(NOON - timedelta(hours=hours), NOON) for hours in (1, 3)]
    parts = JobDates(finished=instant).divided(rows)
    assert all(part.finished == instant for part in parts)
    assert {part.created.end for part in parts} > {None}


def test_open_jobs_are_not_lost_by_dividing_on_their_end() -> None:
    parts = JobDates(created=Span(NOON - timedelta(days=1))).divided([job(), job(NOON + TICK * 9)])
    assert parts
    assert not any(part.finished for part in parts)


def attempt(started: datetime | None, finished: datetime | None = None) -> AttemptReport:
    return AttemptReport(
        call_job_id="1",
        phone="12025550100",
        attempt_number=1,
        started_at=started,
        finished_at=finished,
    )


def test_attempts_are_divided_by_their_end_where_that_counts() -> None:
    dates = AttemptDates(finished=Span(NOON - timedelta(hours=1)))
    parts = dates.divided([attempt(NOON, NOON), attempt(NOON, NOON + timedelta(hours=1))])
    assert len(parts) == 3
    assert not any(part.started for part in parts)


def test_attempts_are_divided_by_their_start_only_if_all_have_one() -> None:
    rows = [attempt(NOON), attempt(NOON + timedelta(hours=1))]
    assert len(AttemptDates().divided(rows)) == 3
    assert AttemptDates().divided([*rows, attempt(None)]) == []
    assert AttemptDates().divided([]) == []


def test_dates_reach_the_wire_in_utc_with_milliseconds() -> None:
    late = NOON + timedelta(microseconds=1_500)
    dates = JobDates(Span(NOON, late), Span(late, None))
    assert dates.wire() == {
        "createdAtFrom": "2026-11-24T12:00:00.000Z",
        "createdAtTo": "2026-11-24T12:00:00.002Z",
        "finishedAtFrom": "2026-11-24T12:00:00.001Z",
    }
    assert AttemptDates(started=Span(NOON)).wire() == {"startedAtFrom": "2026-11-24T12:00:00.000Z"}


@pytest.mark.parametrize("micros", [0, 1, 999, 1_000, 1_001, 999_999])
def test_a_tick_is_a_millisecond(micros: int) -> None:
    moment = NOON + timedelta(microseconds=micros)
    assert on_tick(moment) <= moment < on_tick(moment) + TICK
