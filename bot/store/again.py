"""People to be added once more: chosen by what became of their call jobs, in the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, func, literal, or_, select

from bot.domain.batches import RowState
from bot.domain.contacts import MAX_ROWS
from bot.domain.outcomes import Outcome
from bot.store.schema import batch, batch_row, call_job
from bot.store.snapshots import open_of
from bot.store.statements import insert_into
from bot.store.transaction import Transaction

PAGE = 1_000

# Hosts may leave the end of a call job out: then it ended when it was seen to have.
_ended = func.coalesce(call_job.c.finished_at, call_job.c.seen_at)


async def pick(
    tx: Transaction,
    batch_id: int,
    campaign_id: int,
    statuses: Iterable[str],
    since: datetime | None,
) -> int:
    """Make rows of those whose call job came to one of these; how many, at most one too many.

    Who has since then a call job that is open, or one with a success, is left out.
    """
    people = _people(campaign_id, statuses, since).subquery("people")
    reached = _reached(campaign_id).subquery("reached")
    number = func.row_number().over(order_by=people.c.phone)
    chosen = (
        select(
            literal(batch_id),
            number - 1,
            number,
            people.c.phone,
            literal(""),
            literal(str(RowState.READY)),
        )
        .select_from(people.outerjoin(reached, reached.c.phone == people.c.phone))
        .where(
            people.c.phone.not_in(_waiting(campaign_id)),
            or_(reached.c.ended.is_(None), reached.c.ended < people.c.ended),
        )
        .limit(MAX_ROWS + 1)
    )
    columns = ["batch_id", "position", "line", "phone", "wire", "state"]
    made = await tx.execute(insert_into(tx, batch_row).from_select(columns, chosen))
    return made.rowcount


def _people(
    campaign_id: int, statuses: Iterable[str], since: datetime | None
) -> Select[tuple[str, datetime]]:
    query = (
        select(call_job.c.phone, func.max(_ended).label("ended"))
        .where(call_job.c.campaign_id == campaign_id, call_job.c.status.in_(sorted(statuses)))
        .group_by(call_job.c.phone)
    )
    return query if since is None else query.where(_ended >= since)


def _reached(campaign_id: int) -> Select[tuple[str, datetime]]:
    """When each person was last talked to with a result."""
    return (
        select(call_job.c.phone, func.max(_ended).label("ended"))
        .where(
            call_job.c.campaign_id == campaign_id,
            call_job.c.outcome == str(Outcome.SUCCESS),
        )
        .group_by(call_job.c.phone)
    )


def _waiting(campaign_id: int) -> Select[tuple[str]]:
    """Who has a call coming."""
    return select(call_job.c.phone).where(*open_of(campaign_id))


async def originals(
    tx: Transaction, batch_id: int, campaign_id: int, after: int
) -> list[tuple[int, str, str | None]]:
    """The next rows behind a position: position, phone, and what was sent for it the last time."""
    before = batch_row.alias("before")
    last_sent = (
        select(before.c.wire)
        .join(batch, batch.c.id == before.c.batch_id)
        .where(
            before.c.phone == batch_row.c.phone,
            before.c.batch_id != batch_id,
            before.c.job_id.is_not(None),
            batch.c.campaign_id == campaign_id,
        )
        .order_by(before.c.batch_id.desc())
        .limit(1)
        .correlate(batch_row)
        .scalar_subquery()
    )
    query = (
        select(batch_row.c.position, batch_row.c.phone, last_sent)
        .where(batch_row.c.batch_id == batch_id, batch_row.c.position > after)
        .order_by(batch_row.c.position)
        .limit(PAGE)
    )
    return [(row[0], row[1], row[2]) for row in await tx.execute(query)]
