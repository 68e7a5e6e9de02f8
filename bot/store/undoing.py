"""Claims on batches that are being undone."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update

from bot.domain.batches import ON_THE_WAY, Batch, BatchState, Undone
from bot.store import batches
from bot.store.chunk_claims import Lease
from bot.store.schema import batch, chunk
from bot.store.statements import skip_locked
from bot.store.transaction import Transaction

_UNDOING = str(BatchState.UNDOING)


async def claim(tx: Transaction, lease: Lease) -> Batch | None:
    """Claim a batch to undo, none of whose requests is under way or unclear."""
    under_way = (
        select(chunk.c.id)
        .where(chunk.c.batch_id == batch.c.id, chunk.c.state.in_([str(one) for one in ON_THE_WAY]))
        .exists()
    )
    due = (
        select(batch.c.id)
        .where(
            batch.c.state == _UNDOING,
            batch.c.next_at <= lease.now,
            ~under_way,
            ~_another_is_held(lease.now),
        )
        .order_by(batch.c.next_at)
        .limit(1)
    )
    batch_id: int | None = await tx.scalar(skip_locked(due))
    if batch_id is None:
        return None
    await batches.change(tx, batch_id, **lease.columns())
    return await batches.by_id(tx, batch_id)


def _another_is_held(now: datetime) -> ColumnElement[bool]:
    """One undo of a campaign at a time: a host that hangs must not take the room of the others."""
    other = batch.alias("other")
    return (
        select(other.c.id)
        .where(
            other.c.state == _UNDOING,
            other.c.lease_until > now,
            other.c.campaign_id == batch.c.campaign_id,
        )
        .exists()
    )


def _held(held: Batch, owner: str) -> Any:
    return (batch.c.id == held.id) & (batch.c.lease_owner == owner) & (batch.c.state == _UNDOING)


async def renew(tx: Transaction, held: Batch, lease: Lease) -> bool:
    """Hold a batch for longer; false if it is another's by now."""
    renewed = await tx.execute(
        update(batch).where(_held(held, lease.owner)).values(**lease.columns())
    )
    return renewed.rowcount == 1


async def put_off(tx: Transaction, held: Batch, at: datetime) -> None:
    """Try again at an instant."""
    await batches.change(tx, held.id, next_at=at, lease_owner=None, lease_until=None)


async def end(
    tx: Transaction,
    held: Batch,
    to: BatchState,
    *,
    now: datetime,
    undone: Undone | None = None,
    halt_reason: str | None = None,
) -> None:
    """The undo is over, or cannot be carried out."""
    counts = dict(held.counts) | ({"undo": asdict(undone)} if undone else {})
    await batches.move(
        tx,
        held.id,
        to=to,
        out_of=(BatchState.UNDOING,),
        counts=counts,
        halt_reason=halt_reason,
        finished_at=now,
        next_at=None,
        lease_owner=None,
        lease_until=None,
    )
