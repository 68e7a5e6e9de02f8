"""``access``: what may I do here; who may do what; giving roles and taking them away."""

from __future__ import annotations

from bot.domain.campaigns import Campaign
from bot.domain.people import Role
from bot.slack import slash
from bot.slack.blocks import access as blocks
from handlers.ask import Ask


async def access(ask: Ask, intent: slash.Access) -> None:
    """Anyone may ask for themselves; the rest is for admins."""
    if intent.subject is None:
        rights = await ask.services.grants.rights(ask.actor)
        await ask.reply.say(blocks.rights(ask.t, rights, ask.command))
        return
    change = _grant if intent.action == "grant" else _revoke
    await change(ask, intent, intent.subject.id)


async def _grant(ask: Ask, intent: slash.Access, subject: str) -> None:
    campaign = await _campaign(ask, intent)
    role = Role.of(intent.role or "")
    given = await ask.services.grants.grant(ask.actor, subject, role, campaign)
    await ask.reply.say(blocks.granted(ask.t, given))


async def _revoke(ask: Ask, intent: slash.Access, subject: str) -> None:
    campaign = await _campaign(ask, intent)
    role = Role.of(intent.role) if intent.role else None
    taken = await ask.services.grants.revoke(ask.actor, subject, role, campaign)
    await ask.reply.say(blocks.revoked(ask.t, taken))


async def _campaign(ask: Ask, intent: slash.Access) -> Campaign | None:
    """The campaign that was named; a name left out means every campaign, whatever the channel."""
    if intent.name is None:
        return None
    return await ask.services.campaigns.named(ask.actor, intent.name)
