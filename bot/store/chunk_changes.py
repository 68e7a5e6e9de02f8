"""Chunks of a batch laid out, cut in two, and moved together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import func, insert, select, update

from bot.domain.batches import CHUNK_ROWS, ChunkState, RowState
from bot.store import batch_rows
from bot.store.chunks import Chunk, fresh_request, new_key, settle
from bot.store.schema import batch_row, chunk
from bot.store.transaction import Transaction


async def make(tx: Transaction, batch_id: int, now: datetime, size: int = CHUNK_ROWS) -> int:
    """Lay the ready rows of a batch out in chunks, each with its key; how many rows."""
    total = (await batch_rows.counts(tx, batch_id)).get(RowState.READY, 0)
    if not total:
        return 0
    firsts = await batch_rows.boundaries(tx, batch_id, size, total)
    made = [
        _new(batch_id, seq, first, after - 1, size, now)
        for seq, (first, after) in enumerate(pairwise([*firsts[:-1], firsts[-1] + 1]))
    ]
    made[-1]["rows"] = total - size * (len(made) - 1)
    await tx.execute(insert(chunk), made)
    return total


def _new(
    batch_id: int, seq: int, first: int, last: int, rows: int, now: datetime
) -> dict[str, Any]:
    return {
        "batch_id": batch_id,
        "seq": seq,
        "first_position": first,
        "last_position": last,
        "rows": rows,
        "key": new_key(),
        "state": str(ChunkState.WAITING),
        "next_at": now,
    }


async def split(
    tx: Transaction, held: Chunk, to: ChunkState, at: int, first_rows: int, now: datetime
) -> bool:
    """Cut a chunk in two, before the position ``at``: two requests in the state ``to``."""
    kept = await settle(
        tx,
        held,
        to,
        last_position=at - 1,
        rows=first_rows,
        revision=held.revision + 1,
        **fresh_request(now),
    )
    if not kept:
        return False
    last_seq = select(func.max(chunk.c.seq)).where(chunk.c.batch_id == held.batch_id)
    seq = int(await tx.scalar(last_seq) or 0) + 1
    rest = _new(held.batch_id, seq, at, held.last_position, held.rows - first_rows, now)
    rest["state"] = str(to)
    await tx.execute(insert(chunk), [rest])
    return True


async def move_all(
    tx: Transaction,
    batch_id: int,
    out_of: Iterable[ChunkState],
    to: ChunkState,
    **values: Any,
) -> int:
    """Take all chunks of a batch from some states to another; how many."""
    moved = await tx.execute(
        update(chunk)
        .where(chunk.c.batch_id == batch_id, chunk.c.state.in_([str(one) for one in out_of]))
        .values(state=str(to), **values)
    )
    return moved.rowcount


async def renew_old_keys(
    tx: Transaction,
    batch_id: int,
    states: Iterable[ChunkState],
    before: datetime,
    now: datetime,
) -> None:
    """Give new keys to chunks whose key was made so long ago that the host has forgotten it."""
    old = select(chunk.c.id).where(
        chunk.c.batch_id == batch_id,
        chunk.c.state.in_([str(one) for one in states]),
        chunk.c.key_made_at.is_(None) | (chunk.c.key_made_at < before),
    )
    for chunk_id in (await tx.scalars(old)).all():
        values = fresh_request(now) | {"revision": chunk.c.revision + 1}
        await tx.execute(update(chunk).where(chunk.c.id == chunk_id).values(**values))


async def recount(tx: Transaction, batch_id: int, state: ChunkState) -> None:
    """Count the rows of chunks anew, after some were held back."""
    within = (
        select(func.count())
        .where(
            batch_row.c.batch_id == chunk.c.batch_id,
            batch_row.c.position.between(chunk.c.first_position, chunk.c.last_position),
            batch_row.c.state == str(RowState.READY),
        )
        .correlate(chunk)
        .scalar_subquery()
    )
    await tx.execute(
        update(chunk)
        .where(chunk.c.batch_id == batch_id, chunk.c.state == str(state))
        .values(rows=within)
    )
