"""A campaign's state as the host tells it: remembered, and recorded where nobody here asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.domain.campaign_state import Asked, State, changed_outside, told
from bot.domain.campaigns import Campaign
from bot.domain.control import Seen
from bot.domain.summary import summarise
from bot.store import campaigns, control, jobs, showing, transitions
from bot.store.transaction import Transaction

_AFTER_THE_CARD = timedelta(seconds=1)


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
        await showing.touch(tx, campaign_id, now)
    return is_news


async def _remember(
    tx: Transaction,
    campaign_id: int,
    word: str,
    asked_at: datetime,
    now: datetime,
    left_undone: int,
    done: Asked | None = None,
) -> bool:
    campaign = await campaigns.lock(tx, campaign_id)
    if campaign is None:
        return False
    before, asked = campaign.state, await _last_asked(tx, campaign, done)
    if _is_outdated(before, asked, asked_at):
        await _keep_done(tx, campaign_id, done, now)
        return False
    after = told(before, word, now, asked)
    await campaigns.set_state(tx, campaign_id, after, **_values_of(done, now))
    if change := changed_outside(before, after, asked, left_undone):
        mark = f"{now.timestamp() * 1000:.0f}"
        await transitions.record_campaign(
            tx, campaign_id, str(change), mark=mark, before=before.word, now=now
        )
    return after.word != before.word


async def keep_seen(tx: Transaction, campaign_id: int, seen: Seen, now: datetime) -> bool:
    """Remember a state that was read for somebody, between two looks of the watcher; if it is news
    show it, and have the campaign looked at; whether it is."""
    is_news = await remember_seen(tx, campaign_id, seen, now)
    if is_news:
        await campaigns.change(tx, campaign_id, next_at=now)
        await showing.touch(tx, campaign_id, now)
    return is_news


async def remember_seen(
    tx: Transaction, campaign_id: int, seen: Seen, now: datetime, done: Asked | None = None
) -> bool:
    """The same for whoever shows it in any case; whether it is news.

    ``done`` is the control that it shows the effect of, which is remembered with it. The call jobs
    were not read with it, so of a campaign that is over nobody knows yet how many it left undone:
    those that were open when it was last looked at are taken for that.
    """
    state = seen.state
    if state.word is None:
        await _keep_done(tx, campaign_id, done, now)
        return False
    left_undone = 0
    if state.ended:
        left_undone = summarise(await jobs.counts(tx, campaign_id), 0).open
    asked_at = state.at or now
    return await _remember(tx, campaign_id, state.word, asked_at, now, left_undone, done)


async def _keep_done(tx: Transaction, campaign_id: int, done: Asked | None, now: datetime) -> None:
    if done is not None:
        await campaigns.change(tx, campaign_id, **_values_of(done, now))


def _values_of(done: Asked | None, now: datetime) -> dict[str, Any]:
    """What was seen just now is shown first: somebody waits for the card, and nobody for a look."""
    if done is None:
        return {}
    return {**campaigns.as_columns(done), "next_at": now + _AFTER_THE_CARD}


async def _last_asked(tx: Transaction, campaign: Campaign, done: Asked | None) -> Asked | None:
    """The last control made here, or one that is on its way: the host may have obeyed already."""
    pending = [one.as_asked() for one in await control.open_of(tx, campaign.id)]
    last = done or campaign.asked
    known = [last] if last else []
    return max([*known, *pending], key=lambda ask: ask.at, default=None)


def _is_outdated(before: State, asked: Asked | None, asked_at: datetime) -> bool:
    told_later = before.confirmed and before.at is not None and before.at > asked_at
    return told_later or (asked is not None and asked.at > asked_at)
