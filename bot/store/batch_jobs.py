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
from bot.store.schema import batch_row, call_job, job_tally
from bot.store.statements import Insert, insert_for, insert_into
from bot.store.transaction import Transaction


async def add_planned(
    tx: Transaction, sent: Iterable[tuple[Chunk, datetime]], now: datetime
) -> None:
    """Remember the call jobs of chunks whose rows have their IDs, and count them.

    Each chunk comes with the time at which the host made its call jobs. The watcher may have met
    some of them already: those are only tied to the batch.
    """
    new: Counter[int] = Counter()
    for chunk, created_at in sent:
        await tx.execute(_adding_contacts(tx.dialect.name), _of(chunk))
        added = await _add(tx, chunk, created_at, now)
        new[chunk.campaign_id] += added
        if added < chunk.rows:
            await _tie(tx, chunk)
    for campaign_id, count in new.items():
        await _count(tx, campaign_id, count)


async def _add(tx: Transaction, sent: Chunk, created_at: datetime, now: datetime) -> int:
    times = {"made": created_at, "now": now}
    return (await tx.execute(_adding(tx.dialect.name), {**_of(sent), **times})).rowcount


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


# A chunk's call jobs, by the values of _of.
_ROWS = select(bindparam("campaign", type_=call_job.c.campaign_id.type), batch_row.c.job_id).where(
    batch_row.c.batch_id == bindparam("batch"),
    batch_row.c.position.between(bindparam("first"), bindparam("last")),
    batch_row.c.state == str(RowState.SENT),
    batch_row.c.job_id.is_not(None),
)


@cache
def _adding_contacts(dialect: str) -> Insert:
    return contacts.adding_those(dialect, batch_row.c.phone, _ROWS)


def _of(sent: Chunk) -> dict[str, int]:
    return {
        "campaign": sent.campaign_id,
        "batch": sent.batch_id,
        "first": sent.first_position,
        "last": sent.last_position,
    }


async def _count(tx: Transaction, campaign_id: int, new: int) -> None:
    if not new:
        return
    first = {"campaign_id": campaign_id, "status": str(Status.PLANNED), "jobs": new}
    statement = insert_into(tx, job_tally).values(**first, talk_seconds=0, attempts=0)
    await tx.execute(
        statement.on_conflict_do_update(
            index_elements=["campaign_id", "status"], set_={"jobs": job_tally.c.jobs + new}
        )
    )


async def _tie(tx: Transaction, sent: Chunk) -> None:
    ids = _ROWS.with_only_columns(batch_row.c.job_id)
    untied = (
        update(call_job)
        .where(
            call_job.c.campaign_id == sent.campaign_id,
            call_job.c.job_id.in_(ids),
            call_job.c.batch_id.is_(None),
        )
        .values(batch_id=sent.batch_id)
    )
    await tx.execute(untied, _of(sent))


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
