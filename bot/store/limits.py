"""Contacts of a list that are held back because of how many call jobs there are already.

A whole list is judged by a statement a limit, in the database: at the preview, and once more when
it is confirmed, in the transaction that confirms it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    func,
    or_,
    select,
    union_all,
    update,
)

from bot.domain.batches import BEFORE_HOST, ChunkState, RowState
from bot.domain.limits import Cap, Limited
from bot.domain.outcomes import Outcome, Status
from bot.store.schema import batch, batch_row, call_job, chunk
from bot.store.statements import hold_number
from bot.store.transaction import Transaction

_READY, _HELD = str(RowState.READY), str(RowState.HELD)

_CAPS_LOCK = int.from_bytes(b"callcap")

# Nobody was called: it ended before any attempt.
_CAME_TO_NOTHING = and_(
    call_job.c.attempts == 0,
    or_(call_job.c.outcome == str(Outcome.CANCELED), call_job.c.status == str(Status.NOT_DONE)),
)
_ON_THE_WAY = chunk.c.state.in_([str(state) for state in BEFORE_HOST])


async def hold_capped(tx: Transaction, batch_id: int, cap: Cap, *, halted: bool = False) -> None:
    """Hold the contacts whose number has as many call jobs as the cap allows, in any campaign.

    ``halted``: of a batch that was confirmed only those whose requests were halted.
    """
    judged = _ready(batch_id, halted=halted)
    mine = select(batch_row.c.phone).where(*judged)
    every = [_jobs(mine, cap.since)]
    if await _any_on_the_way(tx, batch_id):
        every.append(_on_the_way(mine, batch_id))
    found = union_all(*every).subquery()
    capped = select(found.c.phone).group_by(found.c.phone).having(func.count() >= cap.most)
    await _hold(tx, cap.word, *judged, batch_row.c.phone.in_(capped))


def _jobs(phones: Select[tuple[str]], since: datetime) -> Select[tuple[str]]:
    return select(call_job.c.phone).where(
        call_job.c.phone.in_(phones), call_job.c.created_at >= since, ~_CAME_TO_NOTHING
    )


def _on_the_way(phones: Select[tuple[str]], batch_id: int) -> Select[tuple[str]]:
    """The numbers of other batches that the host has not taken yet, or not told of."""
    other = batch_row.alias("other")
    return (
        select(other.c.phone)
        .join(chunk, chunk.c.batch_id == other.c.batch_id)
        .where(
            other.c.phone.in_(phones),
            other.c.state == _READY,
            other.c.batch_id != batch_id,
            other.c.position.between(chunk.c.first_position, chunk.c.last_position),
            _ON_THE_WAY,
        )
    )


async def _any_on_the_way(tx: Transaction, batch_id: int) -> bool:
    query = select(chunk.c.id).where(_ON_THE_WAY, chunk.c.batch_id != batch_id)
    return await tx.scalar(query.limit(1)) is not None


async def lock(tx: Transaction) -> None:
    """Let no other campaign's caps be judged until the transaction ends: each would miss the
    other."""
    await hold_number(tx, _CAPS_LOCK)


async def added(tx: Transaction, batch_id: int, campaign_id: int, since: datetime) -> int:
    """The call jobs of a campaign since an instant, with those of batches on their way."""
    jobs = select(func.count()).where(
        call_job.c.campaign_id == campaign_id,
        call_job.c.created_at >= since,
        ~_CAME_TO_NOTHING,
    )
    waiting = (
        select(func.coalesce(func.sum(chunk.c.rows), 0))
        .join(batch, batch.c.id == chunk.c.batch_id)
        .where(batch.c.campaign_id == campaign_id, batch.c.id != batch_id, _ON_THE_WAY)
    )
    return int(await tx.scalar(jobs) or 0) + int(await tx.scalar(waiting) or 0)


async def hold_beyond(tx: Transaction, batch_id: int, room: int, *, halted: bool = False) -> None:
    """Hold all contacts but the first ``room`` of those who are left."""
    judged = _ready(batch_id, halted=halted)
    query = select(batch_row.c.position).where(*judged).order_by(batch_row.c.position)
    first_out = await tx.scalar(query.offset(max(0, room)).limit(1))
    if first_out is not None:
        await _hold(tx, Limited.CEILING, *judged, batch_row.c.position >= first_out)


async def _hold(tx: Transaction, word: Limited, *where: ColumnElement[bool]) -> None:
    await tx.execute(update(batch_row).where(*where).values(state=_HELD, reason=str(word)))


def _ready(batch_id: int, *, halted: bool) -> tuple[ColumnElement[bool], ...]:
    ready = (batch_row.c.batch_id == batch_id, batch_row.c.state == _READY)
    if not halted:
        return ready
    in_halted = exists().where(
        chunk.c.batch_id == batch_id,
        chunk.c.state == str(ChunkState.HALTED),
        batch_row.c.position.between(chunk.c.first_position, chunk.c.last_position),
    )
    return (*ready, in_halted)
