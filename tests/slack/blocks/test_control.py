"""What people are told of a control, whatever came of it."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

import pytest

from bot.calls_api import Capabilities, Route
from bot.domain.campaign_state import Control, Source, State
from bot.domain.control import Controlled, Ending, Seen
from bot.errors import HostTrouble
from bot.slack.blocks import control as blocks
from bot.slack.metadata import ControlRef
from simulators.slack.blocks import Features, view_faults
from tests.slack.blocks.facts import NOW, T, campaign, sound

PAUSED = Seen(State("paused", Source.HOST, NOW))


def told(ending: Ending, action: Control = Control.PAUSE, **more: Any) -> str:
    result = Controlled(campaign(), action, ending, **({"by": "UADA", "at": NOW} | more))
    return sound(blocks.outcome(T, result, UTC))


def paused(name: str, ending: Ending, **more: Any) -> Controlled:
    return Controlled(campaign(name), Control.PAUSE, ending, **more)


@pytest.mark.parametrize(
    ("ending", "more", "words"),
    [
        (Ending.DONE, {"seen": PAUSED}, "*spring* is paused."),
        (Ending.UNCONFIRMED, {}, "could not be read just now"),
        (Ending.UNCONFIRMED, {"seen": Seen(campaign().state)}, "its state is still: in progress"),
        (Ending.ALREADY, {}, "paused already"),
        (Ending.TOO_LATE, {}, "“Pause” comes too late"),
        (Ending.UNDER_WAY, {}, "<@UADA> has just asked"),
        (
            Ending.REFUSED,
            {"reason": HostTrouble("it said no.")},
            "refused “Pause *spring*”: it said no.",
        ),
        (Ending.FAILED, {"reason": HostTrouble("it sleeps.")}, "it sleeps."),
        (Ending.UNKNOWN, {}, "was lost"),
        (Ending.REPEATED, {}, "Nothing was sent twice"),
        (Ending.KEPT_PAUSED, {}, "a person has to resume this very campaign"),
    ],
)
def test_every_ending_has_its_sentence(ending: Ending, more: dict[str, Any], words: str) -> None:
    assert words in told(ending, **more)


def test_a_host_that_never_tells_its_state_is_not_said_to_be_in_trouble() -> None:
    old = campaign(capabilities=Capabilities(frozenset({Route.PAUSE})))
    result = Controlled(old, Control.PAUSE, Ending.UNCONFIRMED)
    assert "no way to confirm" in sound(blocks.outcome(T, result, UTC))


def test_an_unknown_ending_can_be_looked_at_again() -> None:
    assert "look_again" in told(Ending.UNKNOWN, request_id=7)
    assert "look_again" not in told(Ending.UNKNOWN)


@pytest.mark.parametrize(
    ("running", "words"), [(1, "1 running call goes"), (5, "5 running calls go")]
)
def test_running_calls_are_let_finish(running: int, words: str) -> None:
    seen = Seen(PAUSED.state, running)
    assert words in told(Ending.DONE, seen=seen)
    assert words not in told(Ending.DONE, Control.RESUME, seen=seen)


def test_a_timed_pause_says_when_it_ends() -> None:
    ends = {"resumes_at": NOW + timedelta(minutes=30)}
    assert "9:30" in told(Ending.DONE, **ends)
    result = Controlled(campaign(), Control.PAUSE, Ending.DONE, by="UADA", **ends)  # type: ignore[arg-type]
    assert "9:30" in sound(blocks.told(T, result, UTC))


@pytest.mark.parametrize(
    ("waiting", "words"),
    [(None, "not known"), (0, "Nobody is waiting"), (1, "1 person"), (9, "9 peo")],
)
def test_a_stop_is_asked_about_with_how_many_still_wait(waiting: int | None, words: str) -> None:
    name = "n" * 32
    ref = ControlRef(campaign=1, action="stop")
    modal = blocks.confirm_stop(T, name, ref, campaign().state, waiting, approved=False).body()
    asked = blocks.confirm_stop_message(T, name, ref, campaign().state, waiting, approved=False)

    assert words in str(modal)
    assert not view_faults(modal, "modal", Features())
    assert words in sound(asked)


def test_every_result_of_an_order_for_all_can_be_read() -> None:
    many = [paused(f"campaign-{n}", Ending.UNKNOWN) for n in range(120)]

    shown = sound(blocks.results(T, "pause", many, UTC))

    assert all(f"*campaign-{n}*" in shown for n in range(120))
    assert "nothing to resume" in sound(blocks.results(T, "resume", [], UTC))


def test_an_order_for_all_says_first_how_many_did_it() -> None:
    all_of_them = [paused("spring", Ending.DONE), paused("summer", Ending.ALREADY)]
    assert blocks.results(T, "pause", all_of_them, UTC).text == "Done for 2 campaigns."
    some = [*all_of_them, paused("autumn", Ending.FAILED, reason=HostTrouble("it sleeps."))]
    assert blocks.results(T, "pause", some, UTC).text == "Done for 2 of 3 campaigns."
    assert "*Done for 2 of 3 campaigns.*" in sound(blocks.results(T, "pause", some, UTC))


def test_what_a_host_calls_its_state_cannot_mention_anybody() -> None:
    strange = campaign(state=State("<!channel> & co", Source.HOST, NOW))
    result = Controlled(strange, Control.PAUSE, Ending.TOO_LATE)
    assert "<!channel>" not in sound(blocks.outcome(T, result, UTC))
