"""Chunks of call batches: one addPhones request each, stored before it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.batches import CHUNK_ROWS, ON_THE_WAY, ChunkState, RowState
from bot.store import batch_rows
from bot.store.schema import batch, batch_row, chunk


@dataclass(frozen=True, slots=True)
class Chunk:
    """One request: the ready rows of its batch from one position to another.

    ``owner`` holds the lease; ``by_person`` tells that somebody asked for the next look, after
    which nothing is sent unless they say so.
    """

    id: int
    batch_id: int
    campaign_id: int
    first_position: int
    last_position: int
    rows: int
    revision: int
    key: str = field(repr=False)
    key_made_at: datetime | None
    state: ChunkState
    sending_at: datetime | None
    unclear_at: datetime | None
    attempts: int
    owner: str | None
    lease_until: datetime | None
    by_person: bool


BY_PERSON = "by_person"

_OFTEN = 3

COLUMNS = (*chunk.c, batch.c.campaign_id)
JOINED = chunk.join(batch, batch.c.id == chunk.c.batch_id)


def as_chunk(row: Row[Any]) -> Chunk:
    """A row of :data:`COLUMNS`."""
    return Chunk(
        id=row.id,
        batch_id=row.batch_id,
        campaign_id=row.campaign_id,
        first_position=row.first_position,
        last_position=row.last_position,
        rows=row.rows,
        revision=row.revision,
        key=row.key,
        key_made_at=row.key_made_at,
        state=ChunkState(row.state),
        sending_at=row.sending_at,
        unclear_at=row.unclear_at,
        attempts=row.attempts,
        owner=row.lease_owner,
        lease_until=row.lease_until,
        by_person=row.last_error == BY_PERSON,
    )


def new_key() -> str:
    """An Idempotence-Key that nobody has used."""
    return uuid4().hex


async def make(tx: AsyncConnection, batch_id: int, now: datetime, size: int = CHUNK_ROWS) -> int:
    """Lay the ready rows of a batch out in chunks, each with its key; how many rows."""
    firsts = await batch_rows.boundaries(tx, batch_id, size)
    if not firsts:
        return 0
    total = (await batch_rows.counts(tx, batch_id))["ready"]
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


async def by_id(tx: AsyncConnection, chunk_id: int) -> Chunk | None:
    """The chunk with that id."""
    query = select(*COLUMNS).select_from(JOINED).where(chunk.c.id == chunk_id)
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else as_chunk(row)


async def counts(tx: AsyncConnection, batch_id: int) -> dict[str, int]:
    """How many rows of a batch are in chunks of each state, as far as they are not settled."""
    query = (
        select(chunk.c.state, func.sum(chunk.c.rows))
        .where(chunk.c.batch_id == batch_id)
        .group_by(chunk.c.state)
    )
    return {state: int(rows or 0) for state, rows in await tx.execute(query)}


async def on_the_way(tx: AsyncConnection, batch_id: int) -> bool:
    """Whether any chunk of a batch is still to be sent, or nobody knows yet what became of it."""
    query = select(chunk.c.id).where(
        chunk.c.batch_id == batch_id, chunk.c.state.in_([str(state) for state in ON_THE_WAY])
    )
    return await tx.scalar(query.limit(1)) is not None


async def put_off_often(tx: AsyncConnection, batch_id: int) -> bool:
    """Whether requests of a batch wait that could not be sent several times in a row."""
    query = select(chunk.c.id).where(
        chunk.c.batch_id == batch_id,
        chunk.c.state == str(ChunkState.WAITING),
        chunk.c.attempts >= _OFTEN,
    )
    return await tx.scalar(query.limit(1)) is not None


async def settle(tx: AsyncConnection, held: Chunk, to: ChunkState, **values: Any) -> bool:
    """Take a chunk that is held by a lease to its next state and let it go.

    False, and nothing is changed, if the lease was lost meanwhile: another worker looks after it.
    """
    values = {"lease_owner": None, "lease_until": None, "last_error": None, **values}
    moved = await tx.execute(
        update(chunk)
        .where(
            chunk.c.id == held.id,
            chunk.c.lease_owner == held.owner,
            chunk.c.revision == held.revision,
        )
        .values(state=str(to), **values)
    )
    return moved.rowcount == 1


async def move_all(
    tx: AsyncConnection,
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
    tx: AsyncConnection,
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


async def recount(tx: AsyncConnection, batch_id: int, state: ChunkState) -> None:
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


def as_unsent(held: Chunk) -> dict[str, Any]:
    """The columns of a request that surely did nothing: no past, unless an earlier sending of the
    same is unclear."""
    return {} if held.unclear_at else {"sending_at": None, "key_made_at": None}


def fresh_request(now: datetime) -> dict[str, Any]:
    """The columns of a request that the host has not seen: a new key, and no past."""
    return {
        "key": new_key(),
        "key_made_at": None,
        "sending_at": None,
        "unclear_at": None,
        "attempts": 0,
        "next_at": now,
    }


async def split(
    tx: AsyncConnection, held: Chunk, to: ChunkState, at: int, first_rows: int, now: datetime
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
