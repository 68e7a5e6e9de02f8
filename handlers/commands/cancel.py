"""``cancel``: one call job at once, several after a question."""

from __future__ import annotations

from bot.domain.campaigns import Campaign
from bot.domain.reports import Looked, Wanted
from bot.slack import slash
from bot.slack.blocks import cancel as blocks
from bot.slack.blocks.kit import plain
from bot.slack.metadata import JobsRef
from handlers.ask import Ask


async def cancel(ask: Ask, intent: slash.Cancel) -> None:
    """The phones or call jobs that were typed."""
    campaign = await ask.services.campaigns.named(ask.actor, intent.name)
    asked = ask.services.lookups.wanted(campaign, intent.phones, intent.jobs)
    await cancel_wanted(ask, campaign, asked)


async def cancel_wanted(ask: Ask, campaign: Campaign, asked: Wanted) -> None:
    """Look up what is meant; cancel one, ask about several.

    A modal lives on a trigger of three seconds, so the question is opened before the host is asked,
    if several call jobs are meant by what is known here, and put right by what the host tells.
    """
    known = await ask.services.cancelling.known(ask.actor, campaign, asked)
    if len(known.open) > 1:
        view_id = await ask.open(blocks.confirm(ask.t, known, _ref(ask, known)))
        if view_id is not None:
            await _put_right(ask, view_id, await _look(ask, campaign, asked))
            return
    await _answer(ask, campaign, asked)


async def _answer(ask: Ask, campaign: Campaign, asked: Wanted) -> None:
    """What came of the one that was meant, or the question about several."""
    waiting = plain(ask.t.md("Asking the host of {name}…", name=campaign.name))
    async with ask.reply.patience(waiting):
        looked = await _look(ask, campaign, asked)
        result = None
        if len(looked.open) <= 1:
            result = await ask.services.cancelling.cancel(ask.actor, looked, ask.key)
    if result is None:
        await ask.reply.say(blocks.confirm_message(ask.t, looked, _ref(ask, looked)))
    else:
        await ask.reply.say(blocks.outcome(ask.t, result))


async def _look(ask: Ask, campaign: Campaign, asked: Wanted) -> Looked:
    return await ask.services.cancelling.look(ask.actor, campaign, asked)


async def _put_right(ask: Ask, view_id: str, looked: Looked) -> None:
    """Show in the open question what the host tells; where nothing is left, that."""
    if looked.open:
        await ask.reply.update(view_id, blocks.confirm(ask.t, looked, _ref(ask, looked)))
        return
    nothing = await ask.services.cancelling.cancel(ask.actor, looked, ask.key)
    await ask.reply.update(view_id, blocks.outcome_modal(ask.t, nothing))


def _ref(ask: Ask, looked: Looked) -> JobsRef:
    return JobsRef(
        campaign=looked.campaign.id,
        jobs=tuple(row.job_id for row in looked.open),
        channel=ask.actor.channel_id,
        thread=ask.thread_ts,
    )
