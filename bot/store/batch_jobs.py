"""The call jobs that a batch made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, literal, select, update

from bot.domain.batches import RowState
from bot.domain.outcomes import Outcome, Status
from bot.store import contacts
from bot.store.chunks import Chunk
from bot.store.schema import batch_row, call_job, chunk, job_tally
from bot.store.statements import Insert, insert_for
from bot.store.transaction import Transaction


async def add_planned(
    tx: Transaction, sent: Iterable[tuple[Chunk, datetime]], now: datetime
) -> None:
    """Remember the call jobs of chunks whose rows have their IDs, and count them.

    The chunks are of one campaign, and each comes with the time at which the host made its call
    jobs, in whole seconds: so those that were answered together are one statement. The watcher may
    have met some of them already: those are only tied to the batch.
    """
    new: Counter[int] = Counter()
    for created_at, chunks in _by_time(sent).items():
        campaign_id = chunks[0].campaign_id
        ids = {"campaign": campaign_id, "chunks": [one.id for one in chunks]}
        times = {"made": created_at, "now": now}
        await tx.execute(_adding_contacts(tx.dialect.name), ids)
        added = (await tx.execute(_adding(tx.dialect.name), {**ids, **times})).rowcount
        new[campaign_id] += added
        if added < sum(one.rows for one in chunks):
            await tx.execute(_TYING, ids)
    for campaign_id, count in new.items():
        await _count(tx, campaign_id, count)


def _by_time(sent: Iterable[tuple[Chunk, datetime]]) -> dict[datetime, list[Chunk]]:
    chunks: dict[datetime, list[Chunk]] = {}
    for one, created_at in sent:
        chunks.setdefault(created_at, []).append(one)
    return chunks


# Of which chunks, and of their rows those that became call jobs.
_OF_CHUNKS = (
    chunk.c.id.in_(bindparam("chunks", expanding=True)),
    batch_row.c.batch_id == chunk.c.batch_id,
    batch_row.c.position.between(chunk.c.first_position, chunk.c.last_position),
    batch_row.c.state == str(RowState.SENT),
    batch_row.c.job_id.is_not(None),
)
_ROWS = select(bindparam("campaign", type_=call_job.c.campaign_id.type), batch_row.c.job_id).where(
    *_OF_CHUNKS
)


@cache
def _adding(dialect: str) -> Insert:
    columns = ["campaign_id", "job_id", "phone", "status", "outcome", "created_at"]
    columns += ["batch_id", "seen_at"]
    rows = _ROWS.add_columns(
        batch_row.c.phone,
        literal(str(Status.PLANNED)),
        literal(str(Outcome.OPEN)),
        bindparam("made", type_=call_job.c.created_at.type),
        batch_row.c.batch_id,
        bindparam("now", type_=call_job.c.seen_at.type),
    )
    return insert_for(dialect, call_job).from_select(columns, rows).on_conflict_do_nothing()


_TYING = (
    update(call_job)
    .where(
        call_job.c.campaign_id == bindparam("campaign"),
        call_job.c.job_id == batch_row.c.job_id,
        call_job.c.batch_id.is_(None),
        *_OF_CHUNKS,
    )
    .values(batch_id=batch_row.c.batch_id)
)


@cache
def _adding_contacts(dialect: str) -> Insert:
    return contacts.adding_those(dialect, batch_row.c.phone, _ROWS)


async def _count(tx: Transaction, campaign_id: int, new: int) -> None:
    if new:
        await tx.execute(_counting(tx.dialect.name), {"campaign": campaign_id, "new": new})


@cache
def _counting(dialect: str) -> Insert:
    new = bindparam("new", type_=job_tally.c.jobs.type)
    first = {"campaign_id": bindparam("campaign"), "status": str(Status.PLANNED), "jobs": new}
    statement = insert_for(dialect, job_tally).values(**first, talk_seconds=0, attempts=0)
    return statement.on_conflict_do_update(
        index_elements=["campaign_id", "status"], set_={"jobs": job_tally.c.jobs + new}
    )


async def taken(tx: Transaction, campaign_id: int, job_ids: Iterable[str]) -> set[str]:
    """Those of the call jobs that a batch has already."""
    query = select(call_job.c.job_id).where(
        call_job.c.campaign_id == campaign_id,
        call_job.c.job_id.in_(list(job_ids)),
        call_job.c.batch_id.is_not(None),
    )
    return set((await tx.scalars(query)).all())


async def name_canceler(tx: Transaction, campaign_id: int, job_ids: Sequence[str], by: str) -> None:
    """Remember who cancels these call jobs, as far as they are open, before it is asked for."""
    await tx.execute(
        update(call_job)
        .where(
            call_job.c.campaign_id == campaign_id,
            call_job.c.job_id.in_(job_ids),
            call_job.c.outcome == str(Outcome.OPEN),
        )
        .values(canceled_by=by)
    )
