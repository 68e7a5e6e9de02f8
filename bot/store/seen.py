"""Requests that were taken already."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from bot.store.schema import seen
from bot.store.statements import new_row
from bot.store.transaction import Transaction


async def first_time(tx: Transaction, key: str, now: datetime) -> bool:
    """Take a request; ``False`` when it was taken before."""
    made = await tx.execute(new_row(tx.dialect.name, seen), {"key": key, "at": now})
    return made.rowcount == 1


async def forget_before(tx: Transaction, at: datetime) -> int:
    """Forget requests that Slack can no longer deliver again; how many."""
    return (await tx.execute(delete(seen).where(seen.c.at < at))).rowcount
