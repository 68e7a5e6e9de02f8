"""Call batches: what one confirmation adds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import batch, chunk

UNDER_WAY = ("confirmed", "sending")


async def being_sent(tx: AsyncConnection, campaign_id: int) -> int:
    """How many confirmed rows of a campaign the host has not taken yet."""
    query = (
        select(func.coalesce(func.sum(chunk.c.rows), 0))
        .select_from(chunk.join(batch, batch.c.id == chunk.c.batch_id))
        .where(
            batch.c.campaign_id == campaign_id,
            batch.c.state.in_(UNDER_WAY),
            chunk.c.state.not_in(("sent", "halted")),
        )
    )
    return int(await tx.scalar(query) or 0)


async def newest_policy(tx: AsyncConnection, campaign_id: int) -> Mapping[str, Any]:
    """The call policy of the last confirmed batch of a campaign, named as in the Calls API."""
    query = (
        select(batch.c.policy)
        .where(batch.c.campaign_id == campaign_id, batch.c.confirmed_at.is_not(None))
        .order_by(batch.c.created_at.desc())
        .limit(1)
    )
    return await tx.scalar(query) or {}
