"""Call batches: what one confirmation adds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    bindparam,
    exists,
    func,
    insert,
    not_,
    or_,
    select,
    update,
)

from bot.domain.batches import SHOWN, UNDER_WAY, Batch, BatchState, ChunkState, Source
from bot.store.schema import batch, campaign, chunk
from bot.store.statements import any_of, locked
from bot.store.transaction import Transaction

# Each chunk asks these, and to build a statement takes as long as to run it.
_BY_ID = select(batch).where(batch.c.id == bindparam("wanted"))
_LOCKED = locked(_BY_ID)
_CAMPAIGN_LOCKED = locked(select(campaign.c.id).where(campaign.c.id == bindparam("wanted")))

# So does each drawing of a card.
BEING_SENT = (
    select(func.coalesce(func.sum(chunk.c.rows), 0))
    .select_from(chunk.join(batch, batch.c.id == chunk.c.batch_id))
    .where(
        batch.c.campaign_id == bindparam("of_campaign"),
        any_of(batch.c.state, UNDER_WAY),
        not_(any_of(chunk.c.state, (ChunkState.SENT, ChunkState.HALTED))),
    )
)
"""How many confirmed rows of a campaign the host has not taken yet."""

NEWEST_POLICY = (
    select(batch.c.policy)
    .where(batch.c.campaign_id == bindparam("of_campaign"), batch.c.confirmed_at.is_not(None))
    .order_by(batch.c.created_at.desc())
    .limit(1)
)


def _batch(row: Row[Any]) -> Batch:
    return Batch(
        id=row.id,
        campaign_id=row.campaign_id,
        state=BatchState(row.state),
        source=Source(row.source),
        file_name=row.file_name,
        channel_id=row.channel_id,
        thread_ts=row.thread_ts,
        created_by=row.created_by,
        created_at=row.created_at,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        finished_at=row.finished_at,
        undone_by=row.undone_by,
        policy=row.policy or {},
        counts=row.counts or {},
        details=row.details or {},
        add_again=row.add_again,
        halt_reason=row.halt_reason,
        receipt_post_id=row.receipt_post_id,
    )


async def add(tx: Transaction, **values: Any) -> Batch:
    """Begin a batch; it holds no rows yet."""
    values = {"state": str(BatchState.READING), **values}
    made = await tx.execute(insert(batch).values(**values).returning(batch))
    return _batch(made.one())


async def by_id(tx: Transaction, batch_id: int) -> Batch | None:
    """The batch with that id."""
    row = (await tx.execute(_BY_ID, {"wanted": batch_id})).one_or_none()
    return None if row is None else _batch(row)


async def lock(tx: Transaction, batch_id: int) -> Batch | None:
    """The same, and nobody else changes it until the transaction ends."""
    row = (await tx.execute(_LOCKED, {"wanted": batch_id})).one_or_none()
    return None if row is None else _batch(row)


async def lock_campaign(tx: Transaction, campaign_id: int) -> None:
    """Let nobody else confirm a batch or store call jobs of this campaign until the transaction
    ends."""
    await tx.execute(_CAMPAIGN_LOCKED, {"wanted": campaign_id})


async def change(tx: Transaction, batch_id: int, **values: Any) -> None:
    """Set columns of one batch."""
    await tx.execute(update(batch).where(batch.c.id == batch_id).values(**values))


async def move(
    tx: Transaction,
    batch_id: int,
    *,
    to: BatchState,
    out_of: Iterable[BatchState],
    **values: Any,
) -> bool:
    """Take a batch from one of these states to another; whether it was in one of them."""
    moved = await tx.execute(
        update(batch)
        .where(batch.c.id == batch_id, batch.c.state.in_([str(state) for state in out_of]))
        .values(state=str(to), **values)
    )
    return moved.rowcount == 1


async def of_campaign(tx: Transaction, campaign_id: int, limit: int) -> list[Batch]:
    """The newest confirmed batches of a campaign, newest first."""
    query = (
        select(batch)
        .where(batch.c.campaign_id == campaign_id, batch.c.state.in_(_words(SHOWN)))
        .order_by(batch.c.created_at.desc(), batch.c.id.desc())
        .limit(limit)
    )
    return [_batch(row) for row in await tx.execute(query)]


async def undecided(
    tx: Transaction, campaign_ids: Collection[int], user_id: str, since: datetime, limit: int
) -> list[Batch]:
    """Batches since an instant that wait for somebody's decision, newest first.

    They stand still with rows that were not sent, or that nobody knows to have been added; or they
    are this person's own previews.
    """
    halted = (batch.c.state == str(BatchState.HALTED)) & _has_chunk(ChunkState.HALTED)
    own = (batch.c.state == str(BatchState.DRAFT)) & (batch.c.created_by == user_id)
    query = (
        select(batch)
        .where(
            batch.c.campaign_id.in_(campaign_ids),
            batch.c.created_at >= since,
            or_(halted, _has_chunk(ChunkState.UNKNOWN), own),
        )
        .order_by(batch.c.created_at.desc(), batch.c.id.desc())
        .limit(limit)
    )
    return [_batch(row) for row in await tx.execute(query)]


def _has_chunk(state: ChunkState) -> ColumnElement[bool]:
    return exists().where(chunk.c.batch_id == batch.c.id, chunk.c.state == str(state))


async def expire(tx: Transaction, before: datetime) -> list[int]:
    """End the previews that nobody confirmed, and readings that a death cut off; their ids."""
    unconfirmed = _words((BatchState.DRAFT, BatchState.READING))
    ended = await tx.execute(
        update(batch)
        .where(batch.c.state.in_(unconfirmed), batch.c.created_at < before)
        .values(state=str(BatchState.EXPIRED))
        .returning(batch.c.id)
    )
    return list(ended.scalars().all())


async def newest_policy(tx: Transaction, campaign_id: int) -> Mapping[str, Any]:
    """The call policy of the last confirmed batch of a campaign, named as in the Calls API."""
    return await tx.scalar(NEWEST_POLICY, {"of_campaign": campaign_id}) or {}


def _words(states: Iterable[BatchState | ChunkState]) -> list[str]:
    return [str(state) for state in states]
