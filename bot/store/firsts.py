"""Which of the first steps were taken."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import batch, campaign, schedule


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Whether there ever was a campaign, a confirmed batch, a digest."""

    campaign: bool
    batch: bool
    digest: bool


async def done(tx: AsyncConnection) -> FirstSteps:
    """Look at each table once."""
    return FirstSteps(
        campaign=await _any(tx, _one(campaign)),
        batch=await _any(tx, _one(batch).where(batch.c.confirmed_at.is_not(None))),
        digest=await _any(tx, _one(schedule).where(schedule.c.kind == "digest")),
    )


def _one(table: Table) -> Select[tuple[int]]:
    return select(table.c.id).limit(1)


async def _any(tx: AsyncConnection, query: Select[tuple[int]]) -> bool:
    return await tx.scalar(query) is not None
