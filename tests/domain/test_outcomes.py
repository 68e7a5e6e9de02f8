"""An operator reads what became of the calls, whatever the host's spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import outcomes
from bot.domain.outcomes import Outcome, Status
from bot.errors import BadInput
from bot.texts import texts_for

EN = texts_for("en")


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("planned", Outcome.OPEN),
        ("inProcess", Outcome.OPEN),
        ("onRetry", Outcome.OPEN),
        ("unknown", Outcome.OPEN),
        ("longCallWithResult", Outcome.SUCCESS),
        ("longCallWithNoResult", Outcome.REACHED_NO_RESULT),
        ("noAnswer", Outcome.FAILED),
        ("nonexistentNumber", Outcome.FAILED),
        ("notDone", Outcome.FAILED),
        ("technicalError", Outcome.FAILED),
        ("canceled", Outcome.CANCELED),
        ("cancelledByUser", Outcome.CANCELED),
    ],
)
def test_each_documented_word_counts_as_the_api_says(word: str, outcome: Outcome) -> None:
    assert outcomes.outcome_of(word) is outcome
    assert outcomes.canonical(word) == word
    assert outcomes.is_final(word) is (outcome is not Outcome.OPEN)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("long\u0421allWithResult", "longCallWithResult"),
        ("cancelled", "canceled"),
        ("canceledByUser", "cancelledByUser"),
        ("NOANSWER", "noAnswer"),
        ("IN_PROCESS", "inProcess"),
    ],
)
def test_other_spellings_of_a_status_are_the_same_status(written: str, meant: str) -> None:
    assert outcomes.canonical(written) == meant
    assert type(outcomes.canonical(written)) is str


def test_a_row_without_a_status_is_open_and_says_unknown() -> None:
    assert outcomes.canonical(None) == outcomes.canonical("") == "unknown"
    assert not outcomes.is_final(None)


def test_an_unheard_of_word_stays_as_the_host_wrote_it_and_ends_nothing() -> None:
    assert outcomes.canonical("answeredByRobot") == "answeredByRobot"
    assert outcomes.outcome_of("answeredByRobot") is Outcome.OPEN
    assert outcomes.label(EN, "{weird} & <!channel>") == "{weird} & <!channel>"


@given(st.text())
def test_no_word_of_a_host_crashes_anything(word: str) -> None:
    known = outcomes.canonical(word)
    assert outcomes.canonical(known) == known
    assert outcomes.is_final(word) == (outcomes.outcome_of(word) is not Outcome.OPEN)
    assert outcomes.label(EN, word)


def test_every_status_and_outcome_has_words_and_a_picture() -> None:
    assert set(outcomes.LABELS) == set(Status)
    assert set(outcomes.OUTCOME_LABELS) == set(outcomes.EMOJI) == set(Outcome)
    assert outcomes.label(EN, "noAnswer") == "no answer"


def test_nobody_was_called_where_the_call_job_was_canceled_or_left_undone() -> None:
    left = outcomes.FINAL_STATUSES - outcomes.CALLED_STATUSES
    assert left == {"canceled", "cancelledByUser", "notDone"}


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("noAnswer,notDone", {"noAnswer", "notDone"}),
        ("NOANSWER", {"noAnswer"}),
        ("no-answer not_done", {"noAnswer", "notDone"}),
        ("canceled", {"canceled", "cancelledByUser"}),
        ("cancelled", {"canceled", "cancelledByUser"}),
        ("cancelledByUser", {"cancelledByUser"}),
        ("failed", {"noAnswer", "nonexistentNumber", "notDone", "technicalError"}),
        ("canceled, noAnswer", {"canceled", "cancelledByUser", "noAnswer"}),
        ("success,reached_no_result", {"longCallWithResult", "longCallWithNoResult"}),
        (" ,noAnswer, ", {"noAnswer"}),
    ],
)
def test_people_name_outcomes_by_status_or_group(text: str, statuses: set[str]) -> None:
    assert outcomes.parse_outcomes(text) == statuses


def test_a_misspelt_outcome_is_answered_with_the_likely_one() -> None:
    with pytest.raises(BadInput) as refused:
        outcomes.parse_outcomes("noAnswer,noAnwser")
    assert str(refused.value) == "“noAnwser” is not an outcome. Did you mean noAnswer?"
    assert refused.value.field == "outcome"


@pytest.mark.parametrize("word", ["planned", "open", "unknown", "2d", ""])
def test_only_what_has_ended_can_be_asked_for(word: str) -> None:
    with pytest.raises(BadInput, match="is not an outcome"):
        outcomes.parse_outcomes(word)


def test_a_word_unlike_any_outcome_is_answered_with_all_of_them() -> None:
    with pytest.raises(BadInput) as refused:
        outcomes.parse_outcomes("zzz")
    for word in outcomes.FINAL_STATUSES | {"failed", "success"}:
        assert word in str(refused.value)


@given(st.sets(st.sampled_from(sorted(outcomes.FINAL_STATUSES - {"canceled"})), min_size=1))
def test_any_choice_of_statuses_reads_back_as_itself(chosen: set[str]) -> None:
    assert outcomes.parse_outcomes(",".join(chosen).upper()) == chosen
