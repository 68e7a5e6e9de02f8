"""Claims on chunks that are to be looked for, because nobody knows what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, case, func, literal, select, update

from bot.domain.batches import ChunkState
from bot.domain.lateness import CLOCKS_DIFFER
from bot.store.chunk_claims import Lease, read
from bot.store.chunks import JOINED, Chunk
from bot.store.schema import batch, chunk
from bot.store.statements import skip_locked
from bot.store.transaction import Transaction
from bot.store.types import Instant

_UNCLEAR = [str(ChunkState.SENDING), str(ChunkState.UNCLEAR)]
_IS_UNCLEAR = and_(chunk.c.state.in_(_UNCLEAR), chunk.c.next_at <= bindparam("now"))
_PLACE = func.row_number().over(
    partition_by=batch.c.campaign_id, order_by=(chunk.c.next_at, chunk.c.id)
)
_PLACED = (
    select(chunk.c.id, batch.c.campaign_id, _PLACE.label("place"))
    .select_from(JOINED)
    .where(_IS_UNCLEAR)
    .subquery()
)
_OLDEST = (
    select(_PLACED)
    .where(_PLACED.c.place <= bindparam("most"))
    .order_by(_PLACED.c.place, _PLACED.c.id)
)


async def to_look_for(
    tx: Transaction,
    lease: Lease,
    limit: int,
    per_campaign: int,
    under_way: Mapping[int, int],
) -> list[Chunk]:
    """Claim chunks whose outcome is unclear, or whose sender died, for a look at the host."""
    due = (await _due_looks(tx, lease.now, per_campaign, under_way))[:limit]
    if not due:
        return []
    still = skip_locked(select(chunk.c.id).where(chunk.c.id.in_(due), _IS_UNCLEAR))
    ids = (await tx.scalars(still, {"now": lease.now})).all()
    if not ids:
        return []
    await tx.execute(
        update(chunk)
        .where(chunk.c.id.in_(ids))
        .values(state=str(ChunkState.UNCLEAR), unclear_at=_since(lease.now), **lease.columns())
    )
    return await read(tx, ids)


def _since(now: datetime) -> ColumnElement[datetime]:
    """From when on a request may have been lost.

    A sender that died may have sent as late as its lease allowed. Where that ended long ago either
    nobody was there, or the clock was set forward and the sender lives: its request may be under
    way at this moment.
    """
    died = chunk.c.state == str(ChunkState.SENDING)
    long_ago = chunk.c.lease_until < now - CLOCKS_DIFFER
    return case(
        (died & long_ago, literal(now, Instant)),
        (died, chunk.c.lease_until),
        else_=chunk.c.unclear_at,
    )


async def _due_looks(
    tx: Transaction, now: datetime, per_campaign: int, under_way: Mapping[int, int]
) -> list[int]:
    """The oldest of each campaign, as many as it may have under way: a host that hangs in looks
    must not take the room of the others."""
    found = await tx.execute(_OLDEST, {"now": now, "most": per_campaign})
    return [
        one.id for one in found if one.place + under_way.get(one.campaign_id, 0) <= per_campaign
    ]
