"""A campaign's state as the host tells it: remembered, and recorded where nobody here asked."""

from __future__ import annotations

from datetime import datetime

from bot.domain.campaign_state import Asked, State, changed_outside, told
from bot.domain.campaigns import Campaign
from bot.domain.control import Seen
from bot.domain.summary import summarise
from bot.store import campaigns, cards, control, incidents, jobs, transitions
from bot.store.outbox import Priority
from bot.store.transaction import Transaction


async def note_state(
    tx: Transaction,
    campaign_id: int,
    word: str,
    asked_at: datetime,
    now: datetime,
    left_undone: int = 0,
) -> bool:
    """Remember what the host said when it was asked at ``asked_at``, and show it if it is news;
    whether it is.

    A change that nobody here asked for becomes a transition; ``left_undone`` tells a campaign that
    was stopped from one that finished its work. What is older than what is known by now, or than a
    control that was asked meanwhile, is passed over: the next look tells.
    """
    is_news = await _remember(tx, campaign_id, word, asked_at, now, left_undone)
    if is_news:
        await show_anew(tx, campaign_id, now)
    return is_news


async def _remember(
    tx: Transaction,
    campaign_id: int,
    word: str,
    asked_at: datetime,
    now: datetime,
    left_undone: int,
) -> bool:
    campaign = await campaigns.lock(tx, campaign_id)
    if campaign is None:
        return False
    before, asked = campaign.state, await _last_asked(tx, campaign)
    if _is_outdated(before, asked, asked_at):
        return False
    after = told(before, word, now, asked)
    await campaigns.set_state(tx, campaign_id, after)
    if change := changed_outside(before, after, asked, left_undone):
        mark = f"{now.timestamp() * 1000:.0f}"
        await transitions.record_campaign(
            tx, campaign_id, str(change), mark=mark, before=before.word, now=now
        )
    return after.word != before.word


async def show_anew(tx: Transaction, campaign_id: int, now: datetime) -> None:
    """Ask that all be drawn anew that shows a campaign's state: its cards and open incidents."""
    await cards.touch(tx, campaign_id, Priority.STATE, now)
    await incidents.touch(tx, campaign_id, now)


async def keep_seen(tx: Transaction, campaign_id: int, seen: Seen, now: datetime) -> bool:
    """Remember a state that was read for somebody, between two looks of the watcher; if it is news
    show it, and have the campaign looked at; whether it is."""
    is_news = await remember_seen(tx, campaign_id, seen, now)
    if is_news:
        await campaigns.change(tx, campaign_id, next_at=now)
        await show_anew(tx, campaign_id, now)
    return is_news


async def remember_seen(tx: Transaction, campaign_id: int, seen: Seen, now: datetime) -> bool:
    """The same for whoever shows it in any case; whether it is news.

    The call jobs were not read with it, so of a campaign that is over nobody knows yet how many it
    left undone: those that were open when it was last looked at are taken for that.
    """
    state = seen.state
    if state.word is None:
        return False
    left_undone = 0
    if state.ended:
        left_undone = summarise(await jobs.counts(tx, campaign_id), 0).open
    return await _remember(tx, campaign_id, state.word, state.at or now, now, left_undone)


async def _last_asked(tx: Transaction, campaign: Campaign) -> Asked | None:
    """The last control made here, or one that is on its way: the host may have obeyed already."""
    pending = [one.as_asked() for one in await control.open_of(tx, campaign.id)]
    known = [campaign.asked] if campaign.asked else []
    return max([*known, *pending], key=lambda ask: ask.at, default=None)


def _is_outdated(before: State, asked: Asked | None, asked_at: datetime) -> bool:
    told_later = before.confirmed and before.at is not None and before.at > asked_at
    return told_later or (asked is not None and asked.at > asked_at)
