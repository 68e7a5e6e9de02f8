"""Post now and Switch off, pressed in the list of a channel's digests."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from bot.slack.blocks import digest_orders as blocks
from bot.slack.metadata import ScheduleRef
from handlers.ask import Ask
from handlers.commands.digests import post_now
from handlers.intake import Intake

Body = dict[str, Any]


async def now_pressed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """This digest at once."""
    await ack()
    intake.take(body, partial(now, value=action.get("value")))


async def now(ask: Ask, value: str | None) -> None:
    """Post it."""
    ref = ScheduleRef.decode(value)
    there = await _at(ask, ref)
    order = await there.services.digests.pressed(there.actor, ref.schedule)
    if ask.actor.is_in_channel:
        await post_now(ask, order.campaign)
        return
    await ask.services.digests.now(there.actor, order.campaign, ask.key)
    await ask.reply.say(blocks.on_its_way_to(ask.t, str(there.actor.channel_id)))


async def off_pressed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """No more of this digest."""
    await ack()
    intake.take(body, partial(off, value=action.get("value")))


async def off(ask: Ask, value: str | None) -> None:
    """End it; the list is drawn anew without it."""
    ref = ScheduleRef.decode(value)
    there = await _at(ask, ref)
    order = await there.services.digests.pressed(there.actor, ref.schedule)
    await there.services.digests.off(there.actor, None, order.number)
    if not ask.actor.is_in_channel:
        place = str(there.actor.channel_id)
        await ask.reply.say(blocks.ended_elsewhere(ask.t, order, place))
        return
    left = await ask.services.digests.listing(ask.actor)
    await ask.reply.replace(blocks.listing(ask.t, left, ask.command))


async def _at(ask: Ask, ref: ScheduleRef) -> Ask:
    """The asking, from the digest's own channel: App Home shows those of every channel."""
    return replace(ask, actor=await ask.services.digests.place(ask.actor, ref.schedule))
