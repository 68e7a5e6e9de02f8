"""Notes on call jobs that people here have asked to cancel."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import update

from bot.store.schema import call_job
from bot.store.transaction import Transaction


async def note(tx: Transaction, campaign_id: int, job_ids: Collection[str], user_id: str) -> None:
    """Remember who asked to cancel these call jobs, those of them that are known."""
    await tx.execute(
        update(call_job)
        .where(call_job.c.campaign_id == campaign_id, call_job.c.job_id.in_(job_ids))
        .values(canceled_by=user_id)
    )
