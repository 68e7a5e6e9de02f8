"""Puts a digest into the outbox: its message, and a thread for each of several campaigns.

What it covers is fixed here, in the transaction of the run; the figures are made when it is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.campaigns import Campaign
from bot.domain.digest_orders import Covered, Order, known_until
from bot.domain.periods import Period
from bot.store import outbox, reports
from bot.store.outbox import NewPost, Priority
from bot.store.runs import Run


async def covered(
    tx: AsyncConnection,
    every: Iterable[Campaign],
    runs: Sequence[Run],
    since: datetime,
    now: datetime,
) -> dict[int, Covered]:
    """What a digest of these campaigns covers after these runs; ``since`` where none was."""
    covers = {}
    for one in every:
        until = known_until(one, await reports.newest_finish(tx, one.id), now)
        start = since + one.host_clock
        covers[one.id] = Covered.since(start, until, _last_of(one.id, runs))
    return covers


def _last_of(campaign_id: int, runs: Sequence[Run]) -> Period | None:
    covering = [run for run in runs if campaign_id in run.periods]
    newest = max(covering, key=lambda run: run.due_at, default=None)
    return newest.periods[campaign_id] if newest else None


async def put(
    tx: AsyncConnection,
    key: str,
    channel_id: str,
    order: Order,
    happened_at: datetime,
    now: datetime,
) -> None:
    """Put the digest down under its key; ``happened_at`` is when it was due."""
    first = next(iter(order.covers))
    is_one = len(order.covers) == 1
    main = NewPost(
        key=key,
        channel_id=channel_id,
        campaign_id=first if is_one else None,
        render="digest",
        subject_id=first,
        body=order.to_wire(),
        priority=Priority.DIGEST,
        happened_at=happened_at,
    )
    post_id = await outbox.put(tx, main, now)
    if post_id is None or is_one:
        return
    for campaign_id in order.covers:
        await outbox.put(tx, _part(main, post_id, campaign_id, order), now)


def _part(main: NewPost, post_id: int, campaign_id: int, order: Order) -> NewPost:
    return NewPost(
        key=f"{main.key}:{campaign_id}",
        channel_id=main.channel_id,
        campaign_id=campaign_id,
        render="digest_part",
        subject_id=campaign_id,
        body=order.only(campaign_id).to_wire(),
        thread_post_id=post_id,
        priority=Priority.DIGEST,
        happened_at=main.happened_at,
    )
