"""A misspelt verb gets a suggestion, and no error gives a secret away."""

from __future__ import annotations

import pytest

from bot.slack.slash import UsageError, help_for, help_rows, parse
from bot.slack.slash.usage import nearest

TOKEN = "123456.789." + "aB3" * 14
VERBS = [row.verb for row in help_rows() if row.verb]


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("puase spring", "pause spring"),
        ("PUASE Spring 30m", "pause Spring 30m"),
        ("stat", "status"),
        ("disc spring", "disconnect spring"),
        ("spring pause", "pause spring"),
        ("spring pause 30m", "pause spring 30m"),
        ("зфгыу spring", "pause spring"),
        ("continue spring", "resume spring"),
        ("schedule list", "digest list"),
        ('digets spring cron "0 9 * * mon"', 'digest spring cron "0 9 * * mon"'),
        ("ad spring +1 202-555-0101", "add"),
        ("ad spring 202 555 0101", "add"),
        ("cansel <@U123>", "cancel"),
        (f"conect {TOKEN}", "connect"),
    ],
)
def test_what_may_have_been_meant_can_be_run(typed: str, suggestion: str) -> None:
    with pytest.raises(UsageError, match="There is no command") as refused:
        parse(typed)
    assert refused.value.suggestion == suggestion
    assert f"Did you mean “{suggestion}”?" in str(refused.value)
    assert refused.value.usage is None


@pytest.mark.parametrize("typed", ["xyzzy", "+1 202-555-0101", "?!?x", "<@U123>", "x", "q" * 500])
def test_what_resembles_nothing_points_to_help(typed: str) -> None:
    with pytest.raises(UsageError, match="“help” shows what there is") as refused:
        parse(typed)
    assert refused.value.suggestion is None


def test_help_about_a_misspelt_verb_suggests_too() -> None:
    for ask in (lambda: parse("help pasue"), lambda: help_for("pasue")):
        with pytest.raises(UsageError) as refused:
            ask()
        assert refused.value.suggestion == "pause"


@pytest.mark.parametrize("verb", VERBS)
def test_one_slip_of_the_hand_is_forgiven_in_every_verb(verb: str) -> None:
    """Two letters in the wrong order, one left out, one doubled."""
    for at in range(1, len(verb) - 1):
        swapped = verb[:at] + verb[at + 1] + verb[at] + verb[at + 2 :]
        doubled = verb[:at] + verb[at] + verb[at:]
        shortened = verb[:at] + verb[at + 1 :]
        assert nearest(doubled, VERBS) == verb
        assert swapped in VERBS or nearest(swapped, VERBS) == verb
        if len(verb) > 4 and not any(other.startswith(shortened) for other in VERBS):
            assert nearest(shortened, VERBS) == verb


@pytest.mark.parametrize(
    "typed",
    [
        TOKEN,
        f"use {TOKEN}",
        f"connect {TOKEN}",
        f"status spring {TOKEN}",
        f"pause spring {TOKEN}",
        f"digest spring {TOKEN}",
        f"digest daily 9 {TOKEN}",
        f"alerts {TOKEN},failed",
        f"add <https://app.jaicp.com/api/calls/campaign/{TOKEN}/addPhone?phone=12025550101>",
        "status +12025550101",
        "mute 12025550101",
        "12025550101 pause",
    ],
)
def test_neither_a_token_nor_a_number_comes_back(typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse(typed)
    told = f"{refused.value} {refused.value!r} {refused.value.values}"
    for secret in ("aB3", "123456", "5550101", "jaicp"):
        assert secret not in told


def test_a_text_beyond_all_measure_is_refused() -> None:
    with pytest.raises(UsageError, match="too long for a command"):
        parse("add spring " + "1 " * 30_000)
