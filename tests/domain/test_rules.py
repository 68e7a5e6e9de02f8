"""The rules of a campaign: off by default, strictly read, and who needs a second person."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.domain.rules import NO_RULES, Deed, Rules, needs_second
from bot.domain.windows import calling_hours

NINE_TO_SIX = {"default": [{"localTimeFrom": "09:00", "localTimeTo": "18:00"}]}


def test_nothing_is_asked_for_until_it_is_turned_on() -> None:
    assert not any(needs_second(NO_RULES, deed, 1_000_000) for deed in Deed)
    assert not NO_RULES.has_caps
    assert NO_RULES.hours is NO_RULES.daily_ceiling is NO_RULES.pause_share is None


@pytest.mark.parametrize(("numbers", "asked"), [(100, False), (101, True)])
def test_an_add_needs_a_second_person_above_its_number(numbers: int, asked: bool) -> None:
    assert needs_second(Rules(approve_above=100), Deed.ADD, numbers) is asked


@pytest.mark.parametrize("deed", [Deed.STOP, Deed.RESUME, Deed.OVERRIDE])
def test_each_other_deed_has_a_switch_of_its_own(deed: Deed) -> None:
    rules = Rules.model_validate({f"approve_{deed}": True})
    assert [one for one in Deed if needs_second(rules, one, 1_000_000)] == [deed]


@pytest.mark.parametrize(
    "wrong",
    [{"cap_day": 0}, {"cap_day": "3"}, {"pause_share": 100}, {"approve_stop": 1}, {"cap_year": 1}],
)
def test_what_is_no_rule_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Rules.model_validate(wrong)


def test_the_rules_can_be_kept_as_json() -> None:
    rules = Rules(cap_week=2, hours=calling_hours(["mon", "fri"], NINE_TO_SIX), approve_stop=True)
    assert rules.has_caps
    assert Rules.model_validate_json(rules.model_dump_json()) == rules
