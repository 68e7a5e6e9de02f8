"""The audit: rows are only ever added."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import audit


async def add(tx: AsyncConnection, **values: Any) -> None:
    """Write one row; the columns of :data:`bot.store.schema.audit`."""
    await tx.execute(insert(audit).values(**values))
