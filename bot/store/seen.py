"""Requests that were taken already."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import seen


async def first_time(tx: AsyncConnection, key: str, now: datetime) -> bool:
    """Take a request; ``False`` when it was taken before."""
    try:
        async with tx.begin_nested():
            await tx.execute(insert(seen).values(key=key, at=now))
    except IntegrityError:
        return False
    return True


async def forget_before(tx: AsyncConnection, at: datetime) -> int:
    """Forget requests that Slack can no longer deliver again; how many."""
    return (await tx.execute(delete(seen).where(seen.c.at < at))).rowcount
