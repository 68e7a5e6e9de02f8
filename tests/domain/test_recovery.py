"""Whose call job is whose, after an answer was lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.recovery import (
    candidates,
    is_in_order,
    key_is_old,
    match,
    position_of,
    spellings,
    surplus,
)

SENT_AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    position: int
    phone: str


@dataclass(frozen=True)
class Job:
    call_job_id: str
    phone: str
    created_at: datetime = SENT_AT
    redial_number: int | None = None


ROWS = [Row(0, "12025550100"), Row(4, "79123456789"), Row(5, "12025550102")]


def test_a_russian_number_is_found_with_a_leading_eight_too() -> None:
    assert position_of("89123456789", {row.phone: row.position for row in ROWS}) == 4
    assert position_of("+1 202 555-0102", {row.phone: row.position for row in ROWS}) == 5
    assert position_of("12025550199", {row.phone: row.position for row in ROWS}) is None


def test_jobs_of_before_the_sending_belong_to_somebody_else() -> None:
    before = Job("1", "12025550100", SENT_AT - timedelta(seconds=1))
    assert not candidates(ROWS, [before], SENT_AT)


def test_what_a_script_redials_was_added_by_nobody() -> None:
    redial = Job("1", "12025550100", redial_number=1)
    assert not candidates(ROWS, [redial], SENT_AT)
    first = Job("2", "12025550100", redial_number=0)
    assert match(candidates(ROWS, [redial, first], SENT_AT), set()) == {0: "2"}


def test_of_two_jobs_the_earlier_is_taken_and_one_of_another_batch_never() -> None:
    later = Job("8", "12025550100", SENT_AT + timedelta(seconds=2))
    earlier = Job("9", "12025550100", SENT_AT + timedelta(seconds=1))
    seen = candidates(ROWS, [later, earlier], SENT_AT)
    assert match(seen, set()) == {0: "9"}
    assert match(seen, {"9"}) == {0: "8"}
    assert match(seen, {"8", "9"}) == {}


@given(st.permutations(range(6)), st.sets(st.integers(0, 5)))
def test_every_row_gets_its_own_job_in_whatever_order_the_host_reports(
    order: list[int], missing: set[int]
) -> None:
    rows = [Row(number * 3, f"1202555010{number}") for number in range(6)]
    jobs = [Job(f"j{number}", f"1202555010{number}") for number in order if number not in missing]
    found = match(candidates(rows, jobs, SENT_AT), set())
    assert found == {number * 3: f"j{number}" for number in range(6) if number not in missing}


def test_ids_are_in_order_when_the_ends_have_the_phones_of_the_ends() -> None:
    ids = ("a", "b", "c")
    assert is_in_order(ids, ROWS, [Job("a", "12025550100"), Job("c", "12025550102")])
    assert not is_in_order(ids, ROWS, [Job("a", "12025550102"), Job("c", "12025550100")])


def test_a_report_that_says_nothing_of_the_ends_proves_nothing() -> None:
    assert is_in_order(("a", "b", "c"), ROWS, [])
    assert is_in_order(("a", "b", "c"), ROWS, [Job("x", "12025550999")])


def test_of_numbers_that_the_host_takes_for_one_the_first_stays() -> None:
    twins = [Row(2, "5215512345678"), Row(1, "525512345678"), Row(7, "5255987654321")]
    assert surplus(twins) == [2]


def test_where_none_look_alike_the_last_named_goes() -> None:
    assert surplus([Row(3, "12025550100"), Row(1, "12025550199")]) == [3]


def test_spellings_leave_other_countries_alone() -> None:
    assert spellings("+44 7700 900123") == ("447700900123",)


@pytest.mark.parametrize(
    ("made", "ours", "sent", "theirs", "old"),
    [
        (0, 22.9, 0, 22.9, False),
        (0, 23, 0, 23, True),
        (0, 23, None, None, True),
        (1, 0, None, None, True),
        (1, 0, 0, 22.9, False),
        (0, 20, 0, 23, True),
        (0, 90, 0, 1, False),
        (0, 1, 5, 4, False),
        (None, 1, None, None, True),
    ],
    ids=[
        *("young", "old", "no host's clock", "ours was set back, and nobody knows how far"),
        *("ours was set back, the host knows", "older by the host's clock"),
        *("ours was set forward", "the host's was set back", "no time of making"),
    ],
)
def test_how_old_a_key_is_the_host_knows_best(
    made: float | None, ours: float, sent: float | None, theirs: float | None, old: bool
) -> None:
    made_at, now, sending_at, host_now = (
        None if hours is None else SENT_AT + timedelta(hours=hours)
        for hours in (made, ours, sent, theirs)
    )
    assert now is not None
    assert key_is_old(made_at, now, sending_at, host_now) is old
