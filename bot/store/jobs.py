"""Call jobs: the last snapshot of each, and what SQL can say of them all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from bot.domain.outcomes import CALLED_STATUSES
from bot.domain.summary import StatusCount
from bot.store.schema import call_job, job_tally
from bot.store.transaction import Transaction


async def counts(tx: Transaction, campaign_id: int) -> list[StatusCount]:
    """A campaign's call jobs by status, with talk time in seconds and attempts."""
    query = select(
        job_tally.c.status, job_tally.c.jobs, job_tally.c.talk_seconds, job_tally.c.attempts
    ).where(job_tally.c.campaign_id == campaign_id, job_tally.c.jobs > 0)
    return [StatusCount(*row) for row in await tx.execute(query)]


async def called_since(
    tx: Transaction, campaign_id: int, since: datetime
) -> tuple[int, datetime | None]:
    """How many call jobs that were called have finished since, and when the first of them did."""
    query = select(func.count(), func.min(call_job.c.finished_at)).where(
        call_job.c.campaign_id == campaign_id,
        call_job.c.finished_at >= since,
        call_job.c.status.in_(CALLED_STATUSES),
    )
    row = (await tx.execute(query)).one()
    return int(row[0]), row[1]


async def finished_since(tx: Transaction, campaign_id: int, since: datetime, at_most: int) -> int:
    """How many call jobs have finished since an instant by the host's clock; counts no further
    than ``at_most``."""
    found = (
        select(call_job.c.job_id)
        .where(call_job.c.campaign_id == campaign_id, call_job.c.finished_at >= since)
        .limit(at_most)
        .subquery()
    )
    return int(await tx.scalar(select(func.count()).select_from(found)) or 0)


async def finished_by_status(tx: Transaction, campaign_id: int, since: datetime) -> dict[str, int]:
    """The call jobs that have finished since an instant by the host's clock, by status."""
    query = (
        select(call_job.c.status, func.count())
        .where(call_job.c.campaign_id == campaign_id, call_job.c.finished_at >= since)
        .group_by(call_job.c.status)
    )
    return {row[0]: int(row[1]) for row in await tx.execute(query)}
