"""``start``, ``pause``, ``resume``, ``stop``, for one campaign or for all."""

from __future__ import annotations

from datetime import datetime

from bot.domain.campaign_state import Control as Action
from bot.domain.campaigns import Campaign
from bot.domain.control import Controlled, Ending
from bot.domain.people import Role
from bot.slack.blocks import control as blocks
from bot.slack.blocks.kit import plain
from bot.slack.metadata import ControlRef
from bot.slack.slash import Control
from handlers.ask import Ask

TELL_THE_CHANNEL = frozenset({Ending.DONE, Ending.UNCONFIRMED})


async def control(ask: Ask, intent: Control) -> None:
    """The verb, on one campaign or on every one that the person may control."""
    if intent.all:
        await everywhere(ask, Action(intent.action), intent)
        return
    campaign = await ask.services.campaigns.named(ask.actor, intent.name)
    action = Action(intent.action)
    if action is Action.STOP:
        await ask_before_stop(ask, campaign)
        return
    await act(ask, campaign, action, intent)


async def act(
    ask: Ask, campaign: Campaign, action: Action, intent: Control | None = None
) -> Controlled:
    """Do it, answer the person, and tell the channel where no card shows it."""
    until = _until(ask, intent)
    waiting = plain(ask.t.md("Asking the host of {name}…", name=campaign.name))
    async with ask.reply.patience(waiting):
        result = await ask.services.controls.act(ask.actor, campaign, action, ask.key, until=until)
    await ask.reply.say(blocks.outcome(ask.t, result, ask.zone))
    if result.ending in TELL_THE_CHANNEL:
        await ask.services.notices.control(ask.actor, result, ask.thread_ts)
    return result


def _until(ask: Ask, intent: Control | None) -> datetime | None:
    """When a timed pause is to end, on the person's own clock."""
    if intent is None or intent.until is None:
        return None
    return intent.until.end(ask.services.desk.clock.now(), ask.zone)


async def ask_before_stop(ask: Ask, campaign: Campaign) -> None:
    """A stop cannot be taken back: show what it would do, with the state as of now."""
    await ask.services.access.authorise(ask.actor, Action.STOP, Role.OPERATOR, campaign)
    t, ref = (
        ask.t,
        ControlRef(
            campaign=campaign.id, channel=ask.actor.channel_id, thread=ask.thread_ts, action="stop"
        ),
    )
    known = await ask.services.cards.open_jobs(campaign)
    two = (await ask.services.rules.of(campaign)).approve_stop
    modal = blocks.confirm_stop(t, campaign.name, ref, campaign.state, known, two)
    view_id = await ask.open(modal)
    seen = await ask.services.states.fresh(campaign)
    fresh = await ask.services.cards.open_jobs(await ask.services.campaigns.by_id(campaign.id))
    if view_id is None:
        message = blocks.confirm_stop_message(t, campaign.name, ref, seen.state, fresh, two)
        await ask.reply.say(message)
    elif (seen.state.word, fresh) != (campaign.state.word, known):
        modal = blocks.confirm_stop(t, campaign.name, ref, seen.state, fresh, two)
        await ask.reply.update(view_id, modal)


async def everywhere(ask: Ask, action: Action, intent: Control) -> None:
    """``pause all``, and the ``resume all`` that restores exactly those."""
    until = _until(ask, intent)
    waiting = plain(ask.t.md("Asking every host…"))
    async with ask.reply.patience(waiting):
        every = await ask.services.everywhere.act(ask.actor, action, ask.key, until)
    await ask.reply.say(blocks.results(ask.t, action, every, ask.zone))
    for result in every:
        if result.ending in TELL_THE_CHANNEL:
            await ask.services.notices.control(ask.actor, result, ask.thread_ts)
