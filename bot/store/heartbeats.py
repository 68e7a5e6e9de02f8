"""The last tick of each scheduler, for processes that have none of their own."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select

from bot.store.schema import heartbeat
from bot.store.transaction import Transaction


async def beat(tx: Transaction, process: str, now: datetime) -> None:
    """Say that this process's scheduler has ticked."""
    await tx.execute(delete(heartbeat).where(heartbeat.c.process == process))
    await tx.execute(insert(heartbeat).values(process=process, at=now))


async def end(tx: Transaction, process: str, now: datetime) -> None:
    """This process's scheduler has stopped; those that died long ago are forgotten with it."""
    long_ago = heartbeat.c.at < now - timedelta(days=1)
    await tx.execute(delete(heartbeat).where((heartbeat.c.process == process) | long_ago))


async def last(tx: Transaction) -> datetime | None:
    """When any scheduler ticked last."""
    at: datetime | None = await tx.scalar(select(func.max(heartbeat.c.at)))
    return at
