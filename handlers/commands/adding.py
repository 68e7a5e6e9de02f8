"""``add``, ``again``, ``batches``: lists come in, and show what would be called."""

from __future__ import annotations

from bot.domain.batches import Preview, Source
from bot.domain.campaigns import Campaign
from bot.domain.outcomes import parse_outcomes
from bot.domain.people import Role
from bot.errors import Refused
from bot.services.adding import NewList, from_text
from bot.slack import slash
from bot.slack.blocks import campaigns as campaign_blocks
from bot.slack.blocks import receipt as receipt_blocks
from bot.slack.blocks.add_form import add_form
from bot.slack.blocks.kit import plain
from bot.slack.blocks.preview import preview as preview_message
from bot.slack.message import Message
from bot.slack.metadata import Place
from handlers.ask import Ask


async def add(ask: Ask, intent: slash.Add) -> None:
    """With phones: what would be called. Without: the form."""
    if not intent.phones:
        await open_form(ask, await _campaign_of_form(ask, intent.name))
        return
    campaign = await ask.services.campaigns.named(ask.actor, intent.name)
    wanted = NewList(
        Source.COMMAND,
        from_text("\n".join(intent.phones), strict=True),
        channel_id=ask.actor.channel_id,
        thread_ts=ask.thread_ts,
    )
    preview = await ask.services.adding.drafts.read(ask.actor, campaign, wanted)
    await ask.reply.say(shown(ask, preview))


async def _campaign_of_form(ask: Ask, name: str | None) -> Campaign | None:
    """The campaign that the form begins with; where several may be meant, it is chosen there."""
    if name is not None:
        return await ask.services.campaigns.named(ask.actor, name)
    try:
        return await ask.services.campaigns.named(ask.actor, None)
    except Refused:
        return None


async def open_form(ask: Ask, campaign: Campaign | None, phones: str | None = None) -> None:
    """The form for adding; where no trigger came with the request, the button that brings one."""
    if campaign is None:
        await ask.services.access.authorise_somewhere(ask.actor, "add", Role.OPERATOR)
    else:
        await ask.services.access.authorise(ask.actor, "add", Role.OPERATOR, campaign)
    place = Place(channel=ask.actor.channel_id, thread=ask.thread_ts)
    if await ask.open(add_form(ask.t, place, campaign, phones)) is None:
        command = f"add {campaign.name}" if campaign else "add"
        await ask.reply.say(campaign_blocks.open_by_button(ask.t, command))


async def again(ask: Ask, intent: slash.Again) -> None:
    """Those with an outcome, once more."""
    campaign = await ask.services.campaigns.named(ask.actor, intent.name)
    statuses = parse_outcomes(",".join(intent.outcomes))
    waiting = plain(ask.t.md("Looking through the call jobs of {name}…", name=campaign.name))
    async with ask.reply.patience(waiting):
        preview = await ask.services.adding.again.read(
            ask.actor, campaign, statuses, intent.since, ask.thread_ts
        )
    await ask.reply.say(shown(ask, preview))


async def batches(ask: Ask, intent: slash.Batches) -> None:
    """What was added, by whom, how far, with Undo."""
    campaign = await ask.services.campaigns.named(ask.actor, intent.name)
    every = await ask.services.adding.receipts.of_campaign(ask.actor, campaign)
    await ask.reply.say(receipt_blocks.listed(ask.t, campaign.name, every, ask.zone))


def shown(ask: Ask, preview: Preview) -> Message:
    """A preview for whoever asks."""
    return preview_message(ask.t, preview, ask.zone, ask.services.adding.held_labels)
