"""``audit``: who did what."""

from __future__ import annotations

from bot.slack import slash
from bot.slack.blocks import audit as blocks
from handlers.ask import Ask


async def audit(ask: Ask, intent: slash.Audit) -> None:
    """The newest page; without a name of everything, whatever the channel."""
    campaign = None
    if intent.name is not None:
        campaign = await ask.services.campaigns.named(ask.actor, intent.name)
    page = await ask.services.audits.page(ask.actor, campaign)
    await ask.reply.say(blocks.page(ask.t, page, ask.zone))
