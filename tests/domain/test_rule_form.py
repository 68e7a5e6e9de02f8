"""Rules as they are typed: what is read is what is shown again, whatever they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hours import typed_hours
from bot.domain.rule_form import SWITCHES, changes, read_rules, rule_texts
from bot.domain.rules import NO_RULES, Rules
from bot.domain.windows import CallingHours, Interval
from bot.errors import BadFields, BadInput
from bot.texts import LANGUAGES, texts_for

CLOSED = st.just(())
# The last minute of a day is typed as its end.
ENDS = st.tuples(st.integers(0, 1437), st.integers(1, 1438) | st.just(1440))
OPEN = ENDS.filter(lambda ends: ends[0] < ends[1]).map(lambda ends: (Interval(*ends),))
WEEKS = st.tuples(*[CLOSED | OPEN] * 7).filter(any).map(CallingHours)
LIMITS = st.none() | st.integers(1, 1_000_000)


def rules() -> st.SearchStrategy[Rules]:
    return st.builds(
        Rules,
        approve_above=st.none() | st.integers(0, 1_000_000),
        **{name: st.booleans() for name in SWITCHES},
        cap_day=LIMITS,
        daily_ceiling=LIMITS,
        hours=st.none() | WEEKS,
        pause_share=st.none() | st.integers(1, 99),
        pause_sample=st.integers(1, 1_000_000),
    )


@given(rules(), st.sampled_from(LANGUAGES))
def test_what_is_shown_is_read_back_as_it_was(before: Rules, language: str) -> None:
    switched_on = [name for name in SWITCHES if getattr(before, name)]
    shown = rule_texts(before, texts_for(language).weekdays())
    assert read_rules(shown, switched_on) == before


def test_empty_fields_are_no_rules() -> None:
    assert read_rules({"cap_day": "", "hours": "", "pause_sample": ""}, []) == NO_RULES


@pytest.mark.parametrize("typed", ["10000", "10 000", "10,000", "10.000", " 10000 "])
def test_numbers_are_read_as_people_write_them(typed: str) -> None:
    assert read_rules({"daily_ceiling": typed}, []).daily_ceiling == 10_000


@pytest.mark.parametrize("typed", ["0", "-3", "2.5", "1e3", "three", "99999999999", "%"])
def test_what_is_no_limit_is_refused_beside_its_field(typed: str) -> None:
    with pytest.raises(BadInput) as told:
        read_rules({"cap_week": typed}, [])
    assert told.value.field == "cap_week"


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(BadFields) as told:
        read_rules({"cap_day": "many", "cap_week": "2", "hours": "by day"}, [])
    assert [one.field for one in told.value.faults] == ["cap_day", "hours"]


def test_only_what_was_changed_is_told() -> None:
    before, after = Rules(cap_day=3), Rules(cap_day=3, hours=typed_hours("9-18"), pause_share=40)
    assert changes(before, after) == {"hours": "- → 09:00-18:00", "pause_share": "- → 40"}
