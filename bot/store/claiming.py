"""Claims the next piece of the outbox's work, within the budgets that all workers share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.store import budgets, deliveries, due_posts, settlements
from bot.store.budgets import EDITS, KEPT_FOR_STATE, LOOKS, POSTS, TOKEN, UPLOADS, Budget
from bot.store.deliveries import Delivery
from bot.store.due_posts import Kinds, Stage
from bot.store.outbox import Priority
from bot.store.schema import post
from bot.store.transaction import Transaction

METHODS = {
    Stage.TEXT: POSTS,
    Stage.EDIT: EDITS,
    Stage.UPLOAD: UPLOADS,
    Stage.LOOK: LOOKS,
}
# One claim ends at most this many posts that are stale, so that its transaction stays short.
_ENDED_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits to be sent: how many posts, and how long the oldest has been due."""

    length: int
    oldest: timedelta


async def claim(tx: Transaction, owner: str, now: datetime, lease: timedelta) -> Delivery | None:
    """The next post to send or to look for; what is stale ends on the way.

    ``owner`` names this very claim, so that not even the same process can mistake a later one
    for it. ``lease`` is more than three times as long as a request may take.
    """
    doubts = await due_posts.doubts(tx, now)
    if doubts.left_behind:
        # Half a lease is more than half as long again as a request may take.
        await settlements.take_over(tx, now, grace=lease / 2)
    rows = await budgets.read(tx, (*METHODS.values(), TOKEN))
    if not _is_free(rows, TOKEN, now):
        return None
    one: Delivery | None = None
    if doubts.unclear or doubts.left_behind:
        one = await _claim_look(tx, owner, now, lease, rows)
    one = one or await _claim_post(tx, owner, now, lease, rows)
    if one is None or TOKEN.scope not in rows:
        return one
    await budgets.take(tx, TOKEN, now)
    return replace(one, is_probe=True)


async def _claim_look(
    tx: Transaction, owner: str, now: datetime, lease: timedelta, rows: dict[str, datetime]
) -> Delivery | None:
    if not _is_free(rows, LOOKS, now):
        return None
    post_id = await due_posts.next_to_look_for(tx, now)
    if post_id is None or not await budgets.take(tx, LOOKS, now):
        return None
    if not await settlements.lease(tx, post_id, Stage.LOOK, owner, now + lease):
        return None
    return deliveries.delivery(await deliveries.facts(tx, post_id), owner, Stage.LOOK)


async def _claim_post(
    tx: Transaction, owner: str, now: datetime, lease: timedelta, rows: dict[str, datetime]
) -> Delivery | None:
    kinds = _free_kinds(rows, now)
    for _ in range(_ENDED_AT_MOST if kinds else 0):
        post_id = await due_posts.next_to_send(tx, now, kinds)
        if post_id is None:
            return None
        row = await deliveries.facts(tx, post_id)
        if reason := deliveries.void_reason(row, now):
            await settlements.drop(tx, post_id, reason)
            continue
        one = deliveries.delivery(row, owner)
        return one if await _is_won(tx, one, now, lease) else None
    return None


async def _is_won(tx: Transaction, one: Delivery, now: datetime, lease: timedelta) -> bool:
    """Take what the post costs out of the budgets, and lease it.

    The channel's budget is what keeps two workers from sending in one channel at once: whoever
    comes second waits for the first one's transaction, and then finds nothing left.
    """
    keep = KEPT_FOR_STATE if one.priority >= Priority.COUNT else 0
    if not await budgets.take(tx, METHODS[one.stage], now, keep if _is_edit(one) else 0):
        return False
    in_channel = budgets.of_channel(one.channel_id)
    if not _is_edit(one) and not await budgets.take(tx, in_channel, now):
        return False
    if not await settlements.lease(tx, one.id, one.stage, one.owner, now + lease):
        return False
    if one.stage is Stage.TEXT and one.render != "body":
        await settlements.absorb_edits(tx, one.id)
    return True


def _is_edit(one: Delivery) -> bool:
    return one.stage is Stage.EDIT


def _is_free(rows: dict[str, datetime], budget: Budget, now: datetime, keep: int = 0) -> bool:
    free_at = budgets.free_at(rows, budget, keep)
    return free_at is None or free_at <= now


def _free_kinds(rows: dict[str, datetime], now: datetime) -> Kinds:
    return [
        (stage, count)
        for stage, count in due_posts.ALL_KINDS
        if _is_free(rows, METHODS[stage], now, KEPT_FOR_STATE if count else 0)
    ]


async def next_due(tx: Transaction) -> datetime | None:
    """The first instant at which :func:`claim` may find something, unless something new comes."""
    rows = await budgets.read(tx, (*METHODS.values(), TOKEN))
    first = [
        _not_before(at, budgets.free_at(rows, METHODS[stage], KEPT_FOR_STATE if count else 0))
        for (stage, count), at in (await due_posts.earliest(tx)).items()
    ]
    if look := await due_posts.earliest_look(tx):
        first.append(_not_before(look, budgets.free_at(rows, LOOKS)))
    return _not_before(min(first), rows.get(TOKEN.scope)) if first else None


def _not_before(at: datetime, bound: datetime | None) -> datetime:
    return at if bound is None else max(at, bound)


async def queued(
    tx: Transaction, now: datetime, channel_id: str | None = None, *, edits: bool = True
) -> Queue:
    """What is due and waits, in one channel or in all: for people, metrics and readiness."""
    query = select(func.count(), func.min(post.c.next_at)).where(
        post.c.state == "queued", post.c.next_at <= now
    )
    if channel_id is not None:
        query = query.where(post.c.channel_id == channel_id)
    if not edits:
        query = query.where(post.c.kind != "edit")
    length, oldest = (await tx.execute(query)).one()
    return Queue(length, now - oldest if oldest else timedelta(0))
