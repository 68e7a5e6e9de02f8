"""The registry's verbs: the list, ``connect``, ``settings``, ``disconnect``, ``use``, cards."""

from __future__ import annotations

from bot.domain.people import Role
from bot.errors import Refused
from bot.slack import slash
from bot.slack.blocks import campaigns as campaign_blocks
from bot.slack.blocks import card as card_blocks
from bot.slack.blocks import connect as connect_blocks
from bot.slack.blocks.kit import plain
from bot.slack.message import Modal
from bot.slack.metadata import CampaignRef, Place
from bot.texts import N_
from handlers import queued
from handlers.ask import Ask


async def overview(ask: Ask, intent: slash.Overview) -> None:
    """The campaigns of this channel."""
    every = await ask.services.cards.every(ask.actor)
    await ask.reply.say(card_blocks.overview(ask.t, every, ask.zone, ask.command))


async def connect(ask: Ask, intent: slash.Connect | None = None) -> None:
    """The form for connecting a campaign."""
    await ask.services.access.authorise(ask.actor, "connect", Role.ADMIN)
    place = Place(channel=ask.actor.channel_id)
    hosts = ask.services.desk.rules.calls_hosts
    await _open(ask, connect_blocks.connect_form(ask.t, place, hosts), "connect")


async def settings(ask: Ask, intent: slash.Settings) -> None:
    """The form for changing a campaign, or this channel."""
    if intent.channel:
        await _channel_settings(ask)
        return
    campaign = await ask.services.campaigns.named(ask.actor, intent.name)
    await ask.services.access.authorise(ask.actor, "settings", Role.ADMIN, campaign)
    channels = await ask.services.campaigns.channels(campaign)
    ref = CampaignRef(campaign=campaign.id, channel=ask.actor.channel_id)
    await _open(ask, connect_blocks.settings_form(ask.t, campaign, channels, ref), "settings")


async def _channel_settings(ask: Ask) -> None:
    await ask.services.access.authorise(ask.actor, "settings channel", Role.ADMIN)
    channel = ask.actor.channel_id
    if channel is None or ask.actor.is_direct:
        raise Refused(N_("That belongs in a channel. Nothing was changed; run it in one."))
    manners = await ask.services.channels.manners(channel)
    form = connect_blocks.channel_form(ask.t, manners, Place(channel=channel))
    await _open(ask, form, "settings channel")


async def disconnect(ask: Ask, intent: slash.Disconnect) -> None:
    """Ask before a campaign is disconnected."""
    campaign = await ask.services.campaigns.named(ask.actor, intent.name)
    await ask.services.access.authorise(ask.actor, "disconnect", Role.ADMIN, campaign)
    ref = CampaignRef(campaign=campaign.id, channel=ask.actor.channel_id)
    waiting = await ask.services.cards.open_jobs(campaign)
    form = campaign_blocks.confirm_disconnect(ask.t, campaign, ref, waiting)
    await _open(ask, form, f"disconnect {campaign.name}")


async def use(ask: Ask, intent: slash.Use) -> None:
    """Choose the campaign that this channel's commands mean."""
    campaign = await ask.services.campaigns.named(ask.actor, intent.name)
    await ask.services.campaigns.use(ask.actor, campaign)
    await ask.reply.say(campaign_blocks.in_use(ask.t, campaign))


async def card(ask: Ask, intent: slash.Card) -> None:
    """Post the living card."""
    campaign = await ask.services.campaigns.named(ask.actor, intent.name)
    await ask.services.cards.post(ask.actor, campaign, ask.key)
    await queued.say(ask, None)


async def status(ask: Ask, intent: slash.Status) -> None:
    """State and counts, to the asker alone, as of now where the host answers."""
    campaign = await ask.services.campaigns.named(ask.actor, intent.name)
    await ask.services.access.authorise(ask.actor, "status", Role.VIEWER, campaign)
    waiting = plain(ask.t.md("Asking the host of {name}…", name=campaign.name))
    async with ask.reply.patience(waiting):
        await ask.services.states.fresh(campaign)
    facts = await ask.services.cards.facts(await ask.services.campaigns.by_id(campaign.id))
    rules = await ask.services.rules.of(campaign)
    await ask.reply.say(card_blocks.status(ask.t, facts, ask.zone, rules))


async def _open(ask: Ask, modal: Modal, command: str) -> None:
    """Open a form; where no trigger came with the request, offer the button that brings one."""
    if await ask.open(modal) is None:
        await ask.reply.say(campaign_blocks.open_by_button(ask.t, command))
