"""When too many calls fail: more than the share, of a sample that says something."""

from __future__ import annotations

import pytest

from bot.domain.automatic_pause import Evidence, crossing, wait_before
from bot.domain.rules import NO_RULES, Rules

RULES = Rules(pause_share=40, pause_sample=50)


@pytest.mark.parametrize(
    ("counts", "crosses"),
    [
        ({"noAnswer": 21, "longCallWithResult": 29}, True),
        ({"noAnswer": 20, "longCallWithResult": 30}, False),  # No more than the limit.
        ({"noAnswer": 49}, False),  # Too few to say anything.
        ({"noAnswer": 50}, True),
        ({"canceled": 15, "technicalError": 15, "longCallWithNoResult": 30}, True),
        ({"someNewWord": 60}, False),  # A word that nobody knows counts as open.
        ({}, False),
    ],
)
def test_a_campaign_is_paused_when_the_share_is_passed(
    counts: dict[str, int], crosses: bool
) -> None:
    assert (crossing(counts, RULES) is not None) is crosses


def test_it_is_off_until_it_is_turned_on() -> None:
    assert crossing({"noAnswer": 1_000}, NO_RULES) is None


def test_the_evidence_is_kept_as_it_was() -> None:
    seen = Evidence({"noAnswer": 30, "canceled": 10, "longCallWithResult": 20}, 40, 50)
    assert (seen.finished, seen.bad) == (60, 40)
    assert seen.bad_counts == {"noAnswer": 30, "canceled": 10}
    assert Evidence(**seen.to_wire()) == seen


def test_a_host_that_does_not_take_it_is_asked_more_and_more_seldom() -> None:
    waits = [wait_before(tries).total_seconds() / 60 for tries in (1, 2, 3, 4)]
    assert waits == [1, 2, 4, 8]
