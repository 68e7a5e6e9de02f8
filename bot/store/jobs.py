"""Call jobs: the last snapshot of each, and what SQL can say of them all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, select

from bot.domain.outcomes import CALLED_STATUSES
from bot.domain.summary import StatusCount
from bot.store.schema import call_job, job_tally
from bot.store.statements import any_of
from bot.store.transaction import Transaction

# Each drawing of a card asks these, and to build a statement takes as long as to run it.
_COUNTS = select(
    job_tally.c.status, job_tally.c.jobs, job_tally.c.talk_seconds, job_tally.c.attempts
).where(job_tally.c.campaign_id == bindparam("of_campaign"), job_tally.c.jobs > 0)
CALLED = select(func.count(), func.min(call_job.c.finished_at)).where(
    call_job.c.campaign_id == bindparam("of_campaign"),
    call_job.c.finished_at >= bindparam("since"),
    any_of(call_job.c.status, CALLED_STATUSES),
)
"""How many call jobs of a campaign that were called have finished since, and the first instant."""


async def counts(tx: Transaction, campaign_id: int) -> list[StatusCount]:
    """A campaign's call jobs by status, with talk time in seconds and attempts."""
    return [StatusCount(*row) for row in await tx.execute(_COUNTS, {"of_campaign": campaign_id})]


async def called_since(
    tx: Transaction, campaign_id: int, since: datetime
) -> tuple[int, datetime | None]:
    """How many call jobs that were called have finished since, and when the first of them did."""
    row = (await tx.execute(CALLED, {"of_campaign": campaign_id, "since": since})).one()
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
