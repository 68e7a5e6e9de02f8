"""Numbers that must never be called again, as keyed hashes; and what is still to be called of them.

The hashes are made by :class:`bot.store.vault.Fingerprints`. Phones are digits and are only ever
looked up here, in pages: none of them is stored with the opt-outs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from bot.domain.batches import BatchState, ChunkState, RowState
from bot.domain.optouts import OPTED_OUT
from bot.store.bulk import insert_new_of_many
from bot.store.schema import batch, batch_row, call_job, campaign, chunk, optout
from bot.store.snapshots import IS_OPEN
from bot.store.statements import hold_number, one_of
from bot.store.transaction import Transaction

_LOCK = 7_403_318_012
"""Any number of our own: nobody else locks it."""

_ANY = select(optout.c.phone_hash).limit(1)
_READY = batch_row.c.state == str(RowState.READY)


async def put(tx: Transaction, hashes: Sequence[str], by: str, at: datetime) -> int:
    """Remember opt-outs; how many were new."""
    rows = ({"phone_hash": one, "added_by": by, "added_at": at} for one in hashes)
    return await insert_new_of_many(tx, optout, rows)


async def remove(tx: Transaction, hashes: Sequence[str]) -> int:
    """Take opt-outs back; how many there were."""
    gone = await tx.execute(delete(optout).where(one_of(tx, optout.c.phone_hash, hashes)))
    return gone.rowcount


async def are_any(tx: Transaction) -> bool:
    """Whether anybody ever opted out, so that numbers have to be hashed at all."""
    return await tx.scalar(_ANY) is not None


async def hold_still(tx: Transaction) -> None:
    """Keep opt-outs from being entered until the transaction ends: it is to store call jobs.

    Whoever enters one waits with :func:`hold_answers`. Otherwise each of the two could end without
    having seen what the other stores, and nobody would cancel the call. Both come first in their
    transaction, so that none who waits here holds what the other wants.
    """
    await hold_number(tx, _LOCK, shared=True)


async def hold_answers(tx: Transaction) -> None:
    """Keep call jobs of requests from being stored until the transaction ends: it is to enter
    opt-outs, and sees the call jobs of all who came before."""
    await hold_number(tx, _LOCK)


async def among(tx: Transaction, hashes: Sequence[str]) -> set[str]:
    """Those of the hashes that are opt-outs."""
    query = select(optout.c.phone_hash).where(one_of(tx, optout.c.phone_hash, hashes))
    return set((await tx.scalars(query)).all())


async def authors(tx: Transaction, hashes: Sequence[str]) -> dict[str, str]:
    """Who entered those of the hashes that are opt-outs, by hash."""
    query = select(optout.c.phone_hash, optout.c.added_by).where(
        one_of(tx, optout.c.phone_hash, hashes)
    )
    return {row[0]: row[1] for row in await tx.execute(query)}


async def open_jobs(tx: Transaction, phones: Sequence[str]) -> list[tuple[int, str]]:
    """The open call jobs of these phones in every connected campaign: campaign and job id."""
    query = (
        select(call_job.c.campaign_id, call_job.c.job_id)
        .join(campaign, campaign.c.id == call_job.c.campaign_id)
        .where(one_of(tx, call_job.c.phone, phones), IS_OPEN, campaign.c.disconnected_at.is_(None))
    )
    return [(row[0], row[1]) for row in await tx.execute(query)]


async def hold(tx: Transaction, phones: Sequence[str]) -> int:
    """Hold the rows of these phones that surely no host has seen; how many.

    They stand in a preview, or in a request that was never sent.
    """
    mine = and_(one_of(tx, batch_row.c.phone, phones), _READY)
    requests = (await tx.scalars(select(chunk.c.id).where(_unsent(), exists(_rows(mine))))).all()
    held = await tx.execute(
        update(batch_row)
        .where(mine, or_(_in_preview(), exists(_chunks(_unsent()))))
        .values(state=str(RowState.HELD), reason=OPTED_OUT)
    )
    if requests:
        left = select(func.count()).select_from(batch_row).where(_READY, _inside())
        counted = update(chunk).where(chunk.c.id.in_(requests))
        await tx.execute(counted.values(rows=left.correlate(chunk).scalar_subquery()))
    return held.rowcount


async def under_way(tx: Transaction, phones: Sequence[str]) -> int:
    """How many rows of these phones are in a request that a host may have seen already."""
    seen = and_(chunk.c.state.not_in((str(ChunkState.SENT),)), ~_unsent())
    query = select(func.count()).where(
        one_of(tx, batch_row.c.phone, phones), _READY, exists(_chunks(seen))
    )
    return int(await tx.scalar(query) or 0)


def _unsent() -> ColumnElement[bool]:
    states = [str(ChunkState.WAITING), str(ChunkState.HALTED)]
    never = and_(chunk.c.sending_at.is_(None), chunk.c.unclear_at.is_(None))
    return and_(chunk.c.state.in_(states), never)


def _inside() -> ColumnElement[bool]:
    return and_(
        batch_row.c.batch_id == chunk.c.batch_id,
        batch_row.c.position.between(chunk.c.first_position, chunk.c.last_position),
    )


def _rows(where: ColumnElement[bool]) -> Select[tuple[int]]:
    return select(batch_row.c.position).where(where, _inside()).correlate(chunk)


def _chunks(where: ColumnElement[bool]) -> Select[tuple[int]]:
    return select(chunk.c.id).where(where, _inside()).correlate(batch_row)


def _in_preview() -> ColumnElement[bool]:
    previews = [str(one) for one in (BatchState.READING, BatchState.DRAFT, BatchState.ASKED)]
    return exists(
        select(batch.c.id)
        .where(batch.c.id == batch_row.c.batch_id, batch.c.state.in_(previews))
        .correlate(batch_row)
    )
