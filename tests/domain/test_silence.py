"""A campaign that seems to run is suspected when it should be, and not at night."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import windows
from bot.domain.campaign_state import Source, State
from bot.domain.incidents import CampaignReason
from bot.domain.pace import Pace
from bot.domain.silence import (
    Answers,
    Look,
    Suspicion,
    is_unusual,
    patience,
    suspicions,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
OFFICE = windows.calling_hours(
    None, {"default": [{"localTimeFrom": "10:00", "localTimeTo": "18:00"}]}
)
RUNNING = State("inProgress", Source.HOST, NOON)
SPRING = Look(
    RUNNING, since=NOON - 2 * HOUR, open_jobs=40, last_finish=NOON, hours=OFFICE, zones=(UTC,)
)


def reasons(look: Look, now: datetime) -> list[CampaignReason]:
    return [suspicion.reason for suspicion in suspicions(look, now)]


def test_a_campaign_that_finishes_calls_is_not_suspected() -> None:
    assert suspicions(SPRING, NOON + 14 * MINUTE) == ()


def test_a_quarter_of_an_hour_in_which_nothing_finishes_is_a_silence() -> None:
    now = NOON + 15 * MINUTE
    silence = Suspicion(
        CampaignReason.SILENT, f"campaign.silent:{NOON.timestamp():.0f}", NOON, jobs=40
    )
    assert suspicions(SPRING, now) == (silence,)
    assert silence.event.reason == "campaign.silent"


def test_one_silence_has_one_key_and_the_next_another() -> None:
    first, later = (suspicions(SPRING, NOON + n * MINUTE)[0].key for n in (15, 90))
    assert first == later
    after = replace(SPRING, last_finish=NOON + 100 * MINUTE)
    assert suspicions(after, NOON + 120 * MINUTE)[0].key != first


def test_the_morning_does_not_begin_with_a_silence() -> None:
    yesterday = replace(SPRING, last_finish=NOON - 18 * HOUR, since=NOON - 40 * HOUR)
    assert suspicions(yesterday, NOON - 2 * HOUR + 14 * MINUTE) == ()
    assert reasons(yesterday, NOON - 2 * HOUR + 15 * MINUTE) == [CampaignReason.SILENT]


def test_a_campaign_that_was_just_resumed_is_given_its_time() -> None:
    resumed = replace(SPRING, last_finish=NOON - HOUR, since=NOON)
    assert suspicions(resumed, NOON + 14 * MINUTE) == ()
    assert reasons(resumed, NOON + 15 * MINUTE) == [CampaignReason.SILENT]


def test_a_slow_campaign_is_given_ten_of_its_usual_gaps() -> None:
    slow = replace(SPRING, usual=Pace(20, HOUR))
    assert patience(slow.usual) == 30 * MINUTE
    assert suspicions(slow, NOON + 29 * MINUTE) == ()
    assert reasons(slow, NOON + 30 * MINUTE) == [CampaignReason.SILENT]


@pytest.mark.parametrize(
    "state",
    [
        State("paused", Source.HOST, NOON),
        State("finished", Source.HOST, NOON),
        State("inProgress", Source.ASKED, NOON, "U-ANNA"),
        State(),
    ],
)
def test_only_a_campaign_that_the_host_says_is_running_can_be_silent(state: State) -> None:
    assert suspicions(replace(SPRING, state=state), NOON + HOUR) == ()


def test_a_campaign_with_nothing_left_is_not_silent_but_done() -> None:
    assert suspicions(replace(SPRING, open_jobs=0), NOON + HOUR) == ()


def test_the_hours_end_soon_with_call_jobs_still_planned() -> None:
    six = NOON + 6 * HOUR
    look = replace(SPRING, last_finish=six - HOUR, usual=Pace(30, HOUR))
    assert suspicions(look, six - 61 * MINUTE) == ()
    closing = Suspicion(
        CampaignReason.CLOSING, f"campaign.closing:{six.timestamp():.0f}", six, jobs=10
    )
    assert suspicions(look, six - HOUR) == (closing,)


def test_what_will_be_done_in_time_is_no_worry() -> None:
    six = NOON + 6 * HOUR
    look = replace(SPRING, last_finish=six - HOUR, usual=Pace(60, HOUR))
    assert suspicions(look, six - HOUR) == ()


def test_without_a_usual_pace_all_that_is_open_is_at_risk() -> None:
    six = NOON + 6 * HOUR
    look = replace(SPRING, last_finish=six - HOUR)
    assert [suspicion.jobs for suspicion in suspicions(look, six - HOUR)] == [40]


def test_seven_of_ten_unanswered_is_unusual_and_half_is_everyday() -> None:
    assert is_unusual(Answers(called=100, no_answer=70))
    assert not is_unusual(Answers(called=100, no_answer=50))
    assert not is_unusual(Answers(called=100, no_answer=60))


def test_a_few_calls_prove_nothing() -> None:
    assert not is_unusual(Answers(called=29, no_answer=29))
    assert not is_unusual(Answers(called=0, no_answer=0))
    assert is_unusual(Answers(called=30, no_answer=30))


def test_a_campaign_that_is_always_hard_to_reach_must_get_worse() -> None:
    assert not is_unusual(Answers(called=1000, no_answer=830, usual=0.8))
    assert is_unusual(Answers(called=1000, no_answer=860, usual=0.8))


def test_in_a_small_sample_chance_explains_more() -> None:
    assert not is_unusual(Answers(called=40, no_answer=36, usual=0.8))
    assert is_unusual(Answers(called=4000, no_answer=3600, usual=0.8))


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.none() | st.floats(0, 1))
def test_more_unanswered_calls_are_never_less_unusual(
    called: int, unanswered: int, usual: float | None
) -> None:
    unanswered = min(called, unanswered)
    if is_unusual(Answers(called, unanswered - 1, usual)):
        assert is_unusual(Answers(called, unanswered, usual))
