"""Snooze, Mine and the list, pressed on an alert."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.slack.blocks import alerts as blocks
from bot.slack.metadata import IncidentRef
from handlers.ask import Ask
from handlers.intake import Intake

Body = dict[str, Any]


async def snooze_pressed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """No more of this for an hour."""
    await ack()
    intake.take(body, partial(snooze, value=action.get("value")))


async def snooze(ask: Ask, value: str | None) -> None:
    """Mute the campaign in this channel."""
    ref = IncidentRef.decode(value)
    campaign, until = await ask.services.alerts.snooze(ask.actor, ref.incident)
    await ask.reply.say(blocks.muted(ask.t, [campaign], until, ask.zone))


async def mine_pressed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """Somebody takes care of it."""
    await ack()
    intake.take(body, partial(mine, value=action.get("value")))


async def mine(ask: Ask, value: str | None) -> None:
    """Say so on the alert."""
    ref = IncidentRef.decode(value)
    await ask.services.alerts.take(ask.actor, ref.incident)
    await ask.reply.say(blocks.taken(ask.t))


async def list_pressed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """Which call jobs?"""
    await ack()
    intake.take(body, partial(show_list, value=action.get("value")))


async def show_list(ask: Ask, value: str | None) -> None:
    """A page of them, to whoever asks."""
    ref = IncidentRef.decode(value)
    found = await ask.services.alerts.listing(ask.actor, ref.incident, ref.after)
    more = None
    if found.next_after is not None:
        more = IncidentRef(incident=ref.incident, after=found.next_after)
    await ask.reply.say(blocks.listing(ask.t, found.campaign, found.jobs, more))
