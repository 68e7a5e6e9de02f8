"""``digest``: ordered, listed, ended, or posted at once."""

from __future__ import annotations

from bot.domain.cadence import Cadence
from bot.slack import slash
from bot.slack.blocks import digest_orders as blocks
from handlers import queued
from handlers.ask import Ask


async def digest(ask: Ask, intent: slash.Digest) -> None:
    """What the verb asks for."""
    if intent.action == "set" and intent.cadence is not None:
        await order(ask, intent.name, intent.cadence, intent.zone)
    elif intent.action == "now":
        await post_now(ask, intent.name)
    elif intent.action == "off":
        ended = await ask.services.digests.off(ask.actor, intent.name, intent.number)
        await ask.reply.say(blocks.switched_off(ask.t, ended))
    else:
        await show_list(ask)


async def order(ask: Ask, name: str | None, cadence: Cadence, zone: str | None) -> None:
    """A digest from now on."""
    made = await ask.services.digests.order(ask.actor, name, cadence, zone, ask.zone)
    await ask.reply.say(blocks.ordered(ask.t, made))


async def post_now(ask: Ask, name: str | None) -> None:
    """A digest at once."""
    await ask.services.digests.now(ask.actor, name, ask.key)
    await queued.say(ask, blocks.on_its_way(ask.t))


async def show_list(ask: Ask) -> None:
    """The digests of this channel."""
    every = await ask.services.digests.listing(ask.actor)
    await ask.reply.say(blocks.listing(ask.t, every, ask.command))
