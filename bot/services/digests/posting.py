"""Puts a digest into the outbox: its message, and a thread for each of several campaigns.

What it covers is fixed here, in the transaction of the run; the figures are made when it is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.campaigns import Campaign
from bot.domain.channels import News
from bot.domain.digest_orders import Covered, Order, known_until
from bot.domain.periods import Period
from bot.store import channels, outbox, reports, schedules
from bot.store.outbox import NewPost, Priority
from bot.store.runs import Run
from bot.store.schedules import Schedule
from bot.store.transaction import Transaction


async def covered(
    tx: Transaction,
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


async def show(
    tx: Transaction,
    key: str,
    seen: Schedule,
    order: Order,
    happened_at: datetime,
    now: datetime,
) -> None:
    """Put the digest down as its channel likes it: a new message, or the last one edited to it.

    What the edited message said before goes into its thread, so that no digest is lost.
    """
    manners = await channels.manners(tx, seen.channel_id)
    if manners.news is not News.EDITED:
        await put(tx, key, seen.channel_id, order, happened_at, now)
        return
    main, head = _main(key, seen.channel_id, order, happened_at), seen.head_post_id
    said = await outbox.show_instead(tx, head, order.to_wire(), now) if head else None
    if said is not None:
        earlier = replace(main, body=said, thread_post_id=head)
        await outbox.put(tx, earlier, now)
    elif (post_id := await outbox.put(tx, main, now)) is not None:
        await schedules.keep_head(tx, seen.id, post_id)


async def put(
    tx: Transaction,
    key: str,
    channel_id: str,
    order: Order,
    happened_at: datetime,
    now: datetime,
) -> None:
    """Put the digest down under its key; ``happened_at`` is when it was due."""
    main = _main(key, channel_id, order, happened_at)
    post_id = await outbox.put(tx, main, now)
    if post_id is None or len(order.covers) == 1:
        return
    for campaign_id in order.covers:
        await outbox.put(tx, _part(main, post_id, campaign_id, order), now)


def _main(key: str, channel_id: str, order: Order, happened_at: datetime) -> NewPost:
    first = next(iter(order.covers))
    return NewPost(
        key=key,
        channel_id=channel_id,
        campaign_id=first if len(order.covers) == 1 else None,
        render="digest",
        subject_id=first,
        body=order.to_wire(),
        priority=Priority.DIGEST,
        happened_at=happened_at,
    )


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
