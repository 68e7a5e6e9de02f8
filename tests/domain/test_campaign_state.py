"""An operator sees the state of a campaign, and how sure it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import campaign_state
from bot.domain.campaign_state import (
    LEADS_TO,
    Asked,
    Control,
    OutsideChange,
    Source,
    State,
    Word,
    actions_for,
    already,
    changed_outside,
    label,
    told,
    too_late,
)
from bot.texts import texts_for

EN = texts_for("en")
TEN = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ALL = (Control.START, Control.PAUSE, Control.RESUME, Control.STOP)


def host_says(word: str, at: datetime = TEN, by: str | None = None) -> State:
    return State(word, Source.HOST, at, by)


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("inProcess", "inProgress"),
        ("IN_PROGRESS", "inProgress"),
        ("INPROGRESS", "inProgress"),
        ("FINISHED", "finished"),
        ("Paused", "paused"),
        ("onFire", "onFire"),
    ],
)
def test_state_words_are_read_without_case(written: str, word: str) -> None:
    assert campaign_state.canonical(written) == word


def test_a_campaign_that_runs_offers_pause_and_stop() -> None:
    assert actions_for(host_says("inProgress"), True, True) == (Control.PAUSE, Control.STOP)


@pytest.mark.parametrize(
    ("word", "with_start", "without"),
    [
        ("new", (Control.START,), ()),
        ("planned", (Control.START, Control.STOP), (Control.STOP,)),
        ("paused", (Control.RESUME, Control.STOP), (Control.RESUME, Control.STOP)),
        ("finished", (), ()),
        ("deleted", (), ()),
        ("onFire", ALL, ALL[1:]),
    ],
)
def test_buttons_fit_the_state_and_newer_hosts_have_no_start(
    word: str, with_start: tuple[Control, ...], without: tuple[Control, ...]
) -> None:
    assert actions_for(host_says(word), True, True) == with_start
    assert actions_for(host_says(word), False, True) == without


def test_a_host_that_cannot_confirm_keeps_all_buttons() -> None:
    paused = campaign_state.asked(Asked(Control.PAUSE, TEN, "U-ANNA"))
    assert actions_for(paused, True, False) == ALL
    assert actions_for(host_says("finished"), False, False) == ALL[1:]
    assert actions_for(State(), True, True) == ALL


def test_what_was_only_asked_for_is_not_confirmed_and_names_who_asked() -> None:
    state = campaign_state.asked(Asked(Control.STOP, TEN, "U-ANNA"))
    assert (state.confirmed, state.by, state.at) == (False, "U-ANNA", TEN)
    assert label(EN, state) == "stopped"


def test_states_are_said_in_words_and_unheard_of_ones_as_they_are() -> None:
    assert label(EN, host_says("inProgress")) == "in progress"
    assert label(EN, host_says("finished")) == "finished"
    assert label(EN, host_says("{onFire}")) == "{onFire}"
    assert label(EN, State()) == "in an unknown state"


def test_a_stale_click_on_pause_finds_the_campaign_paused_already() -> None:
    assert already(host_says("paused"), Control.PAUSE)
    assert already(host_says("inProgress"), Control.RESUME)
    assert already(host_says("deleted"), Control.STOP)
    assert not already(host_says("inProgress"), Control.PAUSE)


def test_where_nothing_is_confirmed_a_second_press_is_honoured() -> None:
    paused = campaign_state.asked(Asked(Control.PAUSE, TEN, "U-ANNA"))
    assert not already(paused, Control.PAUSE)
    assert not too_late(campaign_state.asked(Asked(Control.STOP, TEN, "U")), Control.PAUSE)


def test_after_the_end_everything_but_stop_comes_too_late() -> None:
    ended = host_says("finished")
    assert [action for action in Control if too_late(ended, action)] == list(ALL[:3])
    assert already(ended, Control.STOP)


def test_the_host_confirms_what_anna_asked_for_and_keeps_her_name() -> None:
    ask = Asked(Control.PAUSE, TEN, "U-ANNA")
    seen = told(host_says("inProgress", TEN - MINUTE), "PAUSED", TEN + MINUTE, ask)
    assert seen == host_says("paused", TEN + MINUTE, "U-ANNA")
    again = told(seen, "paused", TEN + 60 * MINUTE, ask)
    assert again.by == "U-ANNA"


def test_a_pause_by_nobody_has_no_name() -> None:
    seen = told(host_says("inProgress"), "paused", TEN + MINUTE, None)
    assert seen.by is None
    assert changed_outside(host_says("inProgress"), seen, None) is OutsideChange.PAUSED


@pytest.mark.parametrize(
    ("before", "after", "left_undone", "change"),
    [
        ("inProgress", "paused", 0, OutsideChange.PAUSED),
        ("paused", "inProgress", 0, OutsideChange.RESUMED),
        ("planned", "inProgress", 0, OutsideChange.STARTED),
        ("inProgress", "finished", 0, OutsideChange.FINISHED),
        ("inProgress", "finished", 40, OutsideChange.STOPPED),
        ("inProgress", "deleted", 0, OutsideChange.DELETED),
        ("inProgress", "onFire", 0, OutsideChange.OTHER),
        ("paused", "planned", 0, OutsideChange.OTHER),
    ],
)
def test_a_change_that_nobody_here_asked_for_is_named(
    before: str, after: str, left_undone: int, change: OutsideChange
) -> None:
    seen = changed_outside(host_says(before), host_says(after, TEN + MINUTE), None, left_undone)
    assert seen is change


def test_what_was_asked_for_here_is_no_outside_change() -> None:
    ask = Asked(Control.STOP, TEN, "U-ANNA")
    before, after = host_says("inProgress", TEN - MINUTE), host_says("finished", TEN + MINUTE)
    assert changed_outside(before, after, ask, left_undone=40) is None


def test_a_slow_host_may_show_the_pause_a_look_later() -> None:
    ask = Asked(Control.PAUSE, TEN, "U-ANNA")
    before, after = host_says("inProgress", TEN + MINUTE), host_says("paused", TEN + 2 * MINUTE)
    assert changed_outside(before, after, ask) is None


def test_a_pause_of_this_morning_does_not_explain_one_of_this_afternoon() -> None:
    ask = Asked(Control.PAUSE, TEN, "U-ANNA")
    before = host_says("inProgress", TEN + 240 * MINUTE)
    after = told(before, "paused", TEN + 241 * MINUTE, ask)
    assert changed_outside(before, after, ask) is OutsideChange.PAUSED
    assert after.by is None


def test_a_pause_asked_for_here_does_not_explain_a_stop() -> None:
    ask = Asked(Control.PAUSE, TEN, "U-ANNA")
    before, after = host_says("inProgress"), host_says("finished", TEN + MINUTE)
    assert changed_outside(before, after, ask, left_undone=1) is OutsideChange.STOPPED


def test_a_first_look_is_a_baseline_and_an_unconfirmed_state_no_witness() -> None:
    paused = host_says("paused", TEN + MINUTE)
    assert changed_outside(State(), paused, None) is None
    assert changed_outside(campaign_state.asked(Asked(Control.START, TEN, "U")), paused, None) is (
        None
    )


words = st.one_of(st.sampled_from([str(word) for word in Word]), st.text(max_size=12))


@given(words, words, st.sampled_from(Control), st.booleans(), st.booleans())
def test_states_never_contradict_themselves(
    before: str, after: str, action: Control, has_start: bool, can_confirm: bool
) -> None:
    state = told(host_says(before), after, TEN + MINUTE)
    offered = actions_for(state, has_start, can_confirm)
    assert has_start or Control.START not in offered
    if can_confirm and action in offered and state.word in LEADS_TO.values():
        assert not already(state, action)
        assert not too_late(state, action)
    same = state.word == before
    assert (changed_outside(host_says(before), state, None) is None) is same
