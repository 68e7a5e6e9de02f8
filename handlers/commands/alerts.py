"""``alerts`` and ``mute``."""

from __future__ import annotations

from bot.domain.campaigns import Campaign
from bot.errors import Refused
from bot.slack import slash
from bot.slack.blocks import alerts as blocks
from handlers.ask import Ask


async def alerts(ask: Ask, intent: slash.Alerts) -> None:
    """Switch alerts on or off in this channel, for some kinds only, or say how they stand."""
    if intent.action == "status":
        await status(ask, intent.name)
        return
    campaign = await ask.services.campaigns.named(ask.actor, intent.name)
    if intent.action == "off":
        await ask.services.alerts.switch_off(ask.actor, campaign)
        await ask.reply.say(blocks.switched_off(ask.t, campaign))
        return
    kinds = intent.kinds if intent.action == "only" else None
    on = await ask.services.alerts.switch_on(ask.actor, campaign, kinds)
    await ask.reply.say(blocks.switched_on(ask.t, campaign, on))


async def status(ask: Ask, name: str | None) -> None:
    """How alerts of one campaign stand here, or of all of this channel."""
    every = await _meant(ask, name)
    views = [await ask.services.alerts.view(ask.actor, one) for one in every]
    await ask.reply.say(blocks.status(ask.t, views, ask.zone))


async def mute(ask: Ask, intent: slash.Mute) -> None:
    """Say nothing here for a while, or speak again."""
    every = await _meant(ask, intent.name)
    now = ask.services.desk.clock.now()
    until = intent.until.end(now, ask.zone) if intent.until is not None else None
    await ask.services.alerts.mute(ask.actor, every, until)
    await ask.reply.say(blocks.muted(ask.t, every, until, ask.zone))


async def _meant(ask: Ask, name: str | None) -> list[Campaign]:
    """The campaign that is named, else the channel's own, else all of the channel."""
    try:
        return [await ask.services.campaigns.named(ask.actor, name)]
    except Refused:
        every = await ask.services.campaigns.visible(ask.actor) if name is None else []
        if not every:
            raise
        return every
