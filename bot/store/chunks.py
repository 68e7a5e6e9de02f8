"""Chunks of call batches: one addPhones request each, stored before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, bindparam, func, select, tuple_, update

from bot.domain.batches import ON_THE_WAY, ChunkState
from bot.store.schema import batch, chunk
from bot.store.transaction import Transaction


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

_ON_THE_WAY = (
    select(chunk.c.id)
    .where(
        chunk.c.batch_id == bindparam("wanted"),
        chunk.c.state.in_([str(state) for state in ON_THE_WAY]),
    )
    .limit(1)
)

_SENT = (
    update(chunk)
    .where(
        chunk.c.id.in_(bindparam("ids", expanding=True)),
        tuple_(chunk.c.id, chunk.c.lease_owner, chunk.c.revision).in_(
            bindparam("leases", expanding=True)
        ),
    )
    .values(
        state=str(ChunkState.SENT),
        sent_at=bindparam("now", type_=chunk.c.sent_at.type),
        lease_owner=None,
        lease_until=None,
        last_error=None,
    )
    .returning(chunk.c.id)
)


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


async def by_id(tx: Transaction, chunk_id: int) -> Chunk | None:
    """The chunk with that id."""
    query = select(*COLUMNS).select_from(JOINED).where(chunk.c.id == chunk_id)
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else as_chunk(row)


async def counts(tx: Transaction, batch_id: int) -> dict[str, int]:
    """How many rows of a batch are in chunks of each state, as far as they are not settled."""
    query = (
        select(chunk.c.state, func.sum(chunk.c.rows))
        .where(chunk.c.batch_id == batch_id)
        .group_by(chunk.c.state)
    )
    return {state: int(rows or 0) for state, rows in await tx.execute(query)}


async def on_the_way(tx: Transaction, batch_id: int) -> bool:
    """Whether any chunk of a batch is still to be sent, or nobody knows yet what became of it."""
    return await tx.scalar(_ON_THE_WAY, {"wanted": batch_id}) is not None


async def put_off_often(tx: Transaction, batch_id: int) -> bool:
    """Whether requests of a batch wait that could not be sent several times in a row."""
    query = select(chunk.c.id).where(
        chunk.c.batch_id == batch_id,
        chunk.c.state == str(ChunkState.WAITING),
        chunk.c.attempts >= _OFTEN,
    )
    return await tx.scalar(query.limit(1)) is not None


async def settle(tx: Transaction, held: Chunk, to: ChunkState, **values: Any) -> bool:
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


async def settle_sent(tx: Transaction, held: Sequence[Chunk], now: datetime) -> set[int]:
    """The same for requests all of whose rows were added: the ids of those that were held."""
    ids = [one.id for one in held]
    leases = [(one.id, one.owner, one.revision) for one in held]
    return set(await tx.scalars(_SENT, {"ids": ids, "leases": leases, "now": now}))


def as_unsent(held: Chunk) -> dict[str, Any]:
    """The columns of a request that surely did nothing: no past, unless an earlier sending of the
    same is unclear."""
    return {} if held.unclear_at else {"sending_at": None, "key_made_at": None}


def as_asked(held: Chunk) -> dict[str, Any]:
    """The columns of a look that is still to come: whether a person asked for it."""
    return {"last_error": BY_PERSON if held.by_person else None}


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
