"""Contacts of a preview that are held back: somebody still has a call coming in this campaign.

The whole list is judged by one statement, in the database: a person may tick "add again" and
untick it, and a preview of 100,000 rows is judged anew when others were added since.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, select, update

from bot.domain.batches import BEFORE_HOST, RowState
from bot.domain.guards import Held
from bot.store.batch_rows import NOT_READY
from bot.store.schema import batch, batch_row, call_job, chunk
from bot.store.snapshots import open_of
from bot.store.transaction import Transaction

_READY, _HELD = str(RowState.READY), str(RowState.HELD)


async def hold(tx: Transaction, batch_id: int, campaign_id: int) -> None:
    """Hold the contacts who have an open call job, or are being added by another batch."""
    if await _any_open(tx, campaign_id):
        await _hold(tx, batch_id, Held.OPEN_JOB, _has_open_job(campaign_id))
    if await _any_being_added(tx, batch_id, campaign_id):
        await _hold(tx, batch_id, Held.BEING_ADDED, _is_being_added(batch_id, campaign_id))


async def release(tx: Transaction, batch_id: int, words: Collection[str]) -> None:
    """Let those go on again who were held for one of these reasons."""
    await tx.execute(
        update(batch_row)
        .where(
            batch_row.c.batch_id == batch_id,
            NOT_READY,
            batch_row.c.state == _HELD,
            batch_row.c.reason.in_([str(word) for word in words]),
        )
        .values(state=_READY, reason=None)
    )


async def _hold(tx: Transaction, batch_id: int, reason: Held, where: ColumnElement[bool]) -> None:
    await tx.execute(
        update(batch_row)
        .where(batch_row.c.batch_id == batch_id, batch_row.c.state == _READY, where)
        .values(state=_HELD, reason=str(reason))
    )


async def _any_open(tx: Transaction, campaign_id: int) -> bool:
    query = select(call_job.c.job_id).where(*open_of(campaign_id))
    return await tx.scalar(query.limit(1)) is not None


def _has_open_job(campaign_id: int) -> ColumnElement[bool]:
    # A list of its own, and not a question for each row: both databases make one look-up table of
    # it, where SQLite would else go through all open call jobs once a row.
    waiting = select(call_job.c.phone).where(*open_of(campaign_id))
    return batch_row.c.phone.in_(waiting)


async def _any_being_added(tx: Transaction, batch_id: int, campaign_id: int) -> bool:
    query = (
        select(chunk.c.id)
        .join(batch, batch.c.id == chunk.c.batch_id)
        .where(*_on_the_way(batch_id, campaign_id))
    )
    return await tx.scalar(query.limit(1)) is not None


def _is_being_added(batch_id: int, campaign_id: int) -> ColumnElement[bool]:
    other = batch_row.alias("other")
    going = (
        select(other.c.phone)
        .join(batch, batch.c.id == other.c.batch_id)
        .join(chunk, chunk.c.batch_id == other.c.batch_id)
        .where(
            other.c.state == _READY,
            other.c.position.between(chunk.c.first_position, chunk.c.last_position),
            *_on_the_way(batch_id, campaign_id),
        )
    )
    return batch_row.c.phone.in_(going)


def _on_the_way(batch_id: int, campaign_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        batch.c.campaign_id == campaign_id,
        batch.c.id != batch_id,
        chunk.c.state.in_([str(state) for state in BEFORE_HOST]),
    )
