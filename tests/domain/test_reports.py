"""What people ask a report for, and what is found of it."""

from __future__ import annotations

import pytest

from bot.domain.reports import MOST_MEMBERS, JobRow, unanswered_for, wanted
from bot.errors import BadInput


def row(phone: str) -> JobRow:
    return JobRow("1", phone, "noAnswer", 1, 0, None, None, None)


def test_numbers_are_read_in_the_campaigns_region_and_each_once() -> None:
    asked = wanted(["(202) 555-0101", "+1 202 555 0101"], ["5665"], "US")
    assert asked.phones == ("12025550101",)
    assert asked.jobs == ("5665",)
    assert len(asked) == 2


def test_a_number_that_is_none_is_refused_without_showing_it() -> None:
    with pytest.raises(BadInput) as caught:
        wanted(["+1 202 555"], [], None)
    assert caught.value.field == "phones"
    assert "202" not in str(caught.value)


def test_only_so_much_can_be_asked_for_at_once() -> None:
    with pytest.raises(BadInput, match=f"more than {MOST_MEMBERS}"):
        wanted([], [str(number) for number in range(MOST_MEMBERS + 1)], None)


def test_a_host_may_write_the_beginning_of_a_number_otherwise() -> None:
    assert unanswered_for(["79120000001", "79120000002"], [row("89120000001")]) == ("79120000002",)


def test_no_number_is_in_a_repr() -> None:
    assert "7912" not in repr(row("79120000001"))
    assert "7912" not in repr(wanted(["+79120000001"], [], None))
