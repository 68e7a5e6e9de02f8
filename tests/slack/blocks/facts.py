"""Campaigns as cards and answers are drawn from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.calls_api import Capabilities
from bot.domain.campaign_state import Asked, Control, Source, State
from bot.domain.campaigns import Campaign
from bot.domain.cards import CardFacts
from bot.domain.pace import Pace
from bot.domain.summary import summarise
from bot.slack.message import Message
from bot.texts import Texts, texts_for
from simulators.slack.blocks import Features, message_faults

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
T: Texts = texts_for("en", "en")
CAN_TELL = Capabilities.of_words(
    ["campaign", "callJob/getReportByDate", "callJob/getUnfinished", "callJob/getReport"]
)
OLD = Capabilities.of_words(["getReport"])


def campaign(name: str = "spring", **changed: Any) -> Campaign:
    """A campaign in progress on a current host."""
    values: dict[str, Any] = {
        "id": 1,
        "name": name,
        "host": "https://app.jaicp.com",
        "zone": None,
        "region": None,
        "capabilities": CAN_TELL,
        "platform_name": None,
        "state": State("inProgress", Source.HOST, NOW),
        "asked": None,
        "short_report": None,
        "host_clock": timedelta(),
        "connected_by": "UADA",
        "connected_at": NOW,
        "disabled_reason": None,
        "last_error": None,
        "looked_at": NOW,
        "baseline_at": NOW,
        "watermark_at": None,
        "limits": {},
    }
    return Campaign(**(values | changed))


def facts(one: Campaign | None = None, **changed: Any) -> CardFacts:
    """What its card shows."""
    values: dict[str, Any] = {
        "campaign": one or campaign(),
        "summary": summarise([], contacts=0),
        "as_of": NOW,
        "pace": None,
        "expected_end": None,
        "covers_all": True,
    }
    return CardFacts(**(values | changed))


def paused_by(user: str) -> Asked:
    """A pause that somebody asked for here."""
    return Asked(Control.PAUSE, NOW, user)


def pace(per_hour: int) -> Pace:
    """So many finished call jobs an hour."""
    return Pace(per_hour, timedelta(hours=1))


def sound(message: Message) -> str:
    """What can be read of a message that Slack takes as it is."""
    body = message.body()
    assert not message_faults(body.get("blocks", []), Features())
    return str(body)
