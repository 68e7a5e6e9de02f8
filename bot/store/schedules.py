"""Schedules: a person's timed orders."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import schedule


async def order_resume(
    tx: AsyncConnection,
    *,
    campaign_id: int,
    channel_id: str,
    created_by: str,
    created_at: datetime,
    at: datetime,
) -> int:
    """Order that a campaign be resumed at an instant; an order given before is replaced."""
    await call_off_resume(tx, campaign_id, created_at)
    made = await tx.execute(
        insert(schedule)
        .values(
            kind="resume",
            campaign_id=campaign_id,
            channel_id=channel_id,
            created_by=created_by,
            created_at=created_at,
            next_at=at,
        )
        .returning(schedule.c.id)
    )
    return int(made.scalar_one())


async def call_off_resume(tx: AsyncConnection, campaign_id: int, now: datetime) -> None:
    """End what was ordered for a campaign: somebody has taken its control in hand."""
    await tx.execute(
        update(schedule)
        .where(
            schedule.c.kind == "resume",
            schedule.c.campaign_id == campaign_id,
            schedule.c.off_at.is_(None),
        )
        .values(off_at=now, off_reason="superseded", next_at=None)
    )
