"""What has been kept for long enough: deleted a page at a time, by an index or a key.

Sums stay: a campaign's tally counts call jobs that are gone, and the audit is never deleted.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Table, delete, exists, select, true, tuple_

from bot.domain.batches import BatchState
from bot.store.schema import (
    approval_request,
    bad_row,
    batch,
    batch_row,
    call_job,
    campaign,
    incident,
    post,
    schedule,
    schedule_run,
    transition,
)
from bot.store.transaction import Transaction

PAGE = 1_000

Sweep = Callable[[Transaction, datetime], Awaitable[int]]

_UNDER_WAY = tuple(
    str(state)
    for state in (BatchState.CONFIRMED, BatchState.SENDING, BatchState.HALTED, BatchState.UNDOING)
)


async def _page(tx: Transaction, table: Table, where: ColumnElement[bool]) -> int:
    """Delete at most a page of these rows by their primary key; how many."""
    keys = tuple(table.primary_key.columns)
    rows = (await tx.execute(select(*keys).where(where).limit(PAGE))).all()
    if rows:
        chosen = tuple_(*keys).in_([tuple(row) for row in rows])
        await tx.execute(delete(table).where(chosen))
    return len(rows)


async def call_jobs(tx: Transaction, before: datetime) -> int:
    """Finished call jobs with their numbers and what the script wrote."""
    return await _of_each(
        tx, campaign.c.id, call_job.c.campaign_id, call_job.c.finished_at < before
    )


async def _of_each(
    tx: Transaction,
    owners: Column[int],
    owner: Column[int],
    old: ColumnElement[bool],
) -> int:
    """A page of what is old of one owner after the other: for each there is an index."""
    for owner_id in (await tx.scalars(select(owners))).all():
        if gone := await _page(tx, owner.table, (owner == owner_id) & old):
            return gone
    return 0


async def list_rows(tx: Transaction, before: datetime) -> int:
    """The rows of old lists; a batch that may still be sent or undone keeps its own."""
    return await _of_old_batch(tx, batch_row, before, batch.c.state.not_in(_UNDER_WAY))


async def bad_rows(tx: Transaction, before: datetime) -> int:
    """What was wrong in old lists."""
    return await _of_old_batch(tx, bad_row, before, true())


async def _of_old_batch(
    tx: Transaction, table: Table, before: datetime, ended: ColumnElement[bool]
) -> int:
    """A page of what one old batch holds in this table, found by the table's key."""
    holds = exists().where(table.c.batch_id == batch.c.id)
    oldest = select(batch.c.id).where(batch.c.created_at < before, ended, holds).limit(1)
    batch_id = await tx.scalar(oldest)
    return 0 if batch_id is None else await _page(tx, table, table.c.batch_id == batch_id)


async def posts(tx: Transaction, before: datetime) -> int:
    """Messages that ended long ago and that nothing refers to any more."""
    ended = post.c.state.in_(("sent", "dropped", "failed"))
    # Found once for all posts, not once for each.
    told = select(incident.c.post_id).where(incident.c.post_id.is_not(None))
    receipts = select(batch.c.receipt_post_id).where(batch.c.receipt_post_id.is_not(None))
    free = post.c.id.not_in(told) & post.c.id.not_in(receipts)
    old = ended & (post.c.created_at < before) & (post.c.render == "body") & free
    return await _page(tx, post, old)


async def incidents(tx: Transaction, before: datetime) -> int:
    """Incidents that were closed long ago."""
    closed = incident.c.closed_at < before
    return await _of_each(tx, campaign.c.id, incident.c.campaign_id, closed)


async def transitions(tx: Transaction, before: datetime) -> int:
    """Transitions that were told long ago; an open incident keeps those that it covers."""
    covering = exists().where(
        incident.c.campaign_id == transition.c.campaign_id,
        incident.c.closed_at.is_(None),
        incident.c.first_transition <= transition.c.id,
    )
    return await _page(tx, transition, (transition.c.recorded_at < before) & ~covering)


async def runs(tx: Transaction, before: datetime) -> int:
    """The figures of old digests."""
    old = schedule_run.c.due_at < before
    return await _of_each(tx, schedule.c.id, schedule_run.c.schedule_id, old)


async def approvals(tx: Transaction, before: datetime) -> int:
    """Requests for a second person that ended long ago; the audit keeps both names."""
    return await _page(tx, approval_request, approval_request.c.finished_at < before)


SWEEPS: tuple[Sweep, ...] = (
    call_jobs,
    list_rows,
    bad_rows,
    transitions,
    incidents,
    posts,
    runs,
    approvals,
)
