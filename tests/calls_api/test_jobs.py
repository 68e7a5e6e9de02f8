"""The words of call jobs, in every spelling that hosts have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls_api import JobStatus, Outcome, is_final, job_status, outcome_of

COUNTS_AS = {
    "planned": Outcome.OPEN,
    "inProcess": Outcome.OPEN,
    "onRetry": Outcome.OPEN,
    "unknown": Outcome.OPEN,
    "longCallWithResult": Outcome.SUCCESS,
    "longCallWithNoResult": Outcome.REACHED_NO_RESULT,
    "noAnswer": Outcome.FAILED,
    "nonexistentNumber": Outcome.FAILED,
    "notDone": Outcome.FAILED,
    "technicalError": Outcome.FAILED,
    "canceled": Outcome.CANCELED,
    "cancelledByUser": Outcome.CANCELED,
}


@pytest.mark.parametrize(("word", "outcome"), COUNTS_AS.items())
def test_each_documented_word_counts_as_the_documents_say(word: str, outcome: Outcome) -> None:
    assert job_status(word) is JobStatus(word)
    assert outcome_of(word) is outcome
    assert is_final(word) is (outcome is not Outcome.OPEN)


def test_every_known_word_has_its_row_in_the_table() -> None:
    assert {status.value for status in JobStatus} == COUNTS_AS.keys()


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("longСallWithResult", JobStatus.LONG_CALL_WITH_RESULT),
        ("longСallWithNoResult", JobStatus.LONG_CALL_WITH_NO_RESULT),
        ("сanceled", JobStatus.CANCELED),
        ("cancelled", JobStatus.CANCELED),
        ("canceledByUser", JobStatus.CANCELLED_BY_USER),
        ("NOANSWER", JobStatus.NO_ANSWER),
        ("IN_PROCESS", JobStatus.IN_PROCESS),
        (" planned ", JobStatus.PLANNED),
    ],
)
def test_other_spellings_mean_the_same_statuses(word: str, status: JobStatus) -> None:
    assert job_status(word) is status


@given(st.text())
def test_an_unheard_of_word_is_kept_and_open(word: str) -> None:
    status = job_status(word)
    assert isinstance(status, JobStatus) or (status == word and outcome_of(word) is Outcome.OPEN)


@given(st.sampled_from(JobStatus), st.data())
def test_neither_case_nor_a_cyrillic_letter_hides_a_word(
    status: JobStatus, data: st.DataObject
) -> None:
    cased = data.draw(st.sampled_from([status.upper(), status.lower(), status.swapcase()]))
    spelt = cased.replace("c", "с").replace("C", "С") if data.draw(st.booleans()) else cased
    assert job_status(spelt) is status
