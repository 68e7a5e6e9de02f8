"""Commands about a campaign and its control."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from bot.domain.spans import Span, Until
from bot.slack.slash import (
    Card,
    Connect,
    Control,
    Disconnect,
    Help,
    Intent,
    Overview,
    Settings,
    Status,
    UsageError,
    Use,
    parse,
    strip_mention,
)


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("", Overview()),
        ("  ", Overview()),
        ("help", Help()),
        ("help Pause", Help("pause")),
        ("pause help", Help("pause")),
        ("pause --help", Help("pause")),
        ("connect", Connect()),
        ("settings", Settings()),
        ("settings spring", Settings("spring")),
        ("settings Channel", Settings(channel=True)),
        ("disconnect spring", Disconnect("spring")),
        ("use “Весна-2026”", Use("Весна-2026")),
        ("card", Card()),
        ("card spring", Card("spring")),
        ("status spring.", Status("spring")),
        ("STATUS Spring", Status("Spring")),
        ("/campaign status spring", Status("spring")),
    ],
)
def test_a_campaign_is_named_or_left_to_the_channel(typed: str, intent: Intent) -> None:
    assert parse(typed) == intent


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("start", Control("start")),
        ("start spring", Control("start", "spring")),
        ("stop spring", Control("stop", "spring")),
        ("pause", Control("pause")),
        ("pause spring", Control("pause", "spring")),
        ("pause 30m", Control("pause", until=Span(timedelta(minutes=30)))),
        ("pause spring for 1h 30m", Control("pause", "spring", until=Span(timedelta(minutes=90)))),
        ("pause spring until 14:00", Control("pause", "spring", until=Until(time(14)))),
        (
            "pause spring until tomorrow 9:00",
            Control("pause", "spring", until=Until(time(9), "tomorrow")),
        ),
        ("pause all", Control("pause", all=True)),
        ("pause ALL 2h", Control("pause", all=True, until=Span(timedelta(hours=2)))),
        ("resume all", Control("resume", all=True)),
        ("resume spring", Control("resume", "spring")),
    ],
)
def test_a_campaign_is_controlled(typed: str, intent: Intent) -> None:
    assert parse(typed) == intent


def test_a_mention_in_a_thread_says_the_same() -> None:
    assert parse(strip_mention("<@UBOT> pause spring")) == Control("pause", "spring")
    assert parse(strip_mention("<@UBOT>")) == Overview()


@pytest.mark.parametrize(
    ("typed", "says", "usage"),
    [
        ("use", "Say which campaign.", "use NAME"),
        ("disconnect", "Say which campaign.", "disconnect NAME"),
        ("use pause", "“pause” is not understood here.", "use NAME"),
        ("use 2h", "“2h” is not understood here.", "use NAME"),
        ("use <@U123>", "“U123” is not understood here.", "use NAME"),
        ("status spring please", "“please” is not understood here.", "status [NAME]"),
        ("status 123", "“123” is not understood here.", "status [NAME]"),
        ("status <#C123|general>", "“C123” is not understood here.", "status [NAME]"),
        ("start spring 30m", "“30m” is not understood here.", "start [NAME]"),
        ("stop all", "“all” is not understood here.", "stop [NAME]"),
        ("settings spring chanel", "Did you mean “channel”?", "settings [NAME]"),
        ("pause spring 30", "Say how long", "pause [NAME | all]"),
        ("pause spring 40d", "at most 30 days", "pause [NAME | all]"),
        ("pause spring until 25:00", "time of day", "pause [NAME | all]"),
        ("pause spring and summer", "Say how long", "pause [NAME | all]"),
        ("resume spring until 14:00", "“until” is not understood here.", "resume [NAME | all]"),
        ("connect spring app.jaicp.com", "typed there only", "connect"),
        ("help pause now", "“now” is not understood here.", "help [VERB]"),
    ],
)
def test_a_wrong_argument_gets_its_usage(typed: str, says: str, usage: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse(typed)
    assert says in str(refused.value)
    assert (refused.value.usage or "").startswith(usage)
    assert refused.value.verb == typed.split()[0]
