"""A reader of a report or digest gets figures that can be checked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import outcomes
from bot.domain.outcomes import Outcome
from bot.domain.summary import (
    EMPTY,
    StatusCount,
    Summary,
    compare,
    funnel,
    is_nothing_new,
    summarise,
)

SPRING = summarise(
    [
        StatusCount("planned", 30),
        StatusCount("onRetry", 10, attempts=15),
        StatusCount("longCallWithResult", 40, talk_seconds=4000, attempts=50),
        StatusCount("longCallWithNoResult", 20, talk_seconds=800, attempts=25),
        StatusCount("noAnswer", 25, attempts=75),
        StatusCount("nonexistentNumber", 15, attempts=15),
        StatusCount("notDone", 35),
        StatusCount("canceled", 25),
    ],
    contacts=150,
)


def test_the_counts_by_outcome_add_up_to_all_call_jobs() -> None:
    assert {outcome: SPRING.count(outcome) for outcome in Outcome} == {
        Outcome.OPEN: 40,
        Outcome.SUCCESS: 40,
        Outcome.REACHED_NO_RESULT: 20,
        Outcome.FAILED: 75,
        Outcome.CANCELED: 25,
    }
    assert (SPRING.jobs, SPRING.open, SPRING.finished) == (200, 40, 160)


def test_the_answer_rate_leaves_out_whom_nobody_tried_to_reach() -> None:
    assert (SPRING.reached, SPRING.called) == (60, 100)
    assert SPRING.answer_rate == 0.6
    assert SPRING.success_rate == pytest.approx(2 / 3)


def test_talk_time_and_attempts_stand_beside_the_counts() -> None:
    assert SPRING.talk_seconds_per_call == 80
    assert SPRING.attempts_per_contact == 1.2


def test_a_campaign_without_calls_has_no_rates_rather_than_zero() -> None:
    waiting = summarise([StatusCount("planned", 5)], contacts=5)
    assert waiting.answer_rate is waiting.success_rate is waiting.talk_seconds_per_call is None
    assert EMPTY.attempts_per_contact is None


def test_two_spellings_of_a_status_are_one_line() -> None:
    rows = [StatusCount("cancelled", 2), StatusCount("canceled", 3)]
    assert summarise(rows, contacts=5).by_status == {"canceled": 5}


def test_an_unheard_of_status_is_counted_as_open() -> None:
    assert summarise([StatusCount("answeredByRobot", 2)], contacts=2).open == 2


def test_the_funnel_goes_from_all_call_jobs_to_those_with_a_result() -> None:
    steps = funnel(SPRING)
    assert [(step.name, step.jobs) for step in steps] == [
        ("Call jobs", 200),
        ("Called", 100),
        ("Reached", 60),
        ("With a result", 40),
    ]
    assert [step.share for step in steps] == [1.0, 0.5, 0.3, 0.2]


def test_today_is_held_against_yesterday() -> None:
    yesterday = summarise(
        [StatusCount("longCallWithResult", 30, 3000, 30), StatusCount("noAnswer", 30)], contacts=60
    )
    delta = compare(SPRING, yesterday)
    assert delta.by_outcome[Outcome.SUCCESS] == 10
    assert (delta.finished, delta.called, delta.talk_seconds) == (100, 40, 1800)
    assert delta.answer_rate == pytest.approx(0.1)


def test_a_rate_is_not_held_against_a_day_without_calls() -> None:
    assert compare(SPRING, EMPTY).answer_rate is None


def test_a_period_in_which_nothing_ended_or_was_added_has_no_news() -> None:
    waiting = summarise([StatusCount("planned", 5)], contacts=5)
    assert is_nothing_new(EMPTY)
    assert is_nothing_new(waiting)
    assert not is_nothing_new(waiting, added=1)
    assert not is_nothing_new(summarise([StatusCount("canceled", 1)], contacts=1))


words = st.sampled_from([*sorted(outcomes.LABELS), "longСallWithResult", "answeredByRobot"])
numbers = st.integers(0, 10_000)
summaries = st.builds(
    summarise,
    st.lists(st.builds(StatusCount, words, numbers, numbers, numbers), max_size=12),
    numbers,
)


@given(summaries)
def test_every_call_job_has_one_outcome_and_the_funnel_only_narrows(summary: Summary) -> None:
    assert sum(summary.count(outcome) for outcome in Outcome) == summary.jobs
    counts = [step.jobs for step in funnel(summary)]
    assert counts == sorted(counts, reverse=True)
    assert all(0.0 <= step.share <= 1.0 for step in funnel(summary))
    assert summary.answer_rate is None or 0.0 <= summary.answer_rate <= 1.0


@given(summaries, summaries)
def test_the_campaigns_of_a_channel_add_up(one: Summary, other: Summary) -> None:
    both = sum([one, other], EMPTY)
    assert both.jobs == one.jobs + other.jobs
    assert both.reached == one.reached + other.reached
    assert compare(both, one).finished == other.finished
