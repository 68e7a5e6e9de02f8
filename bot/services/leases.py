"""Leases that outlast slow hosts: renewed for as long as their owner lives, and no longer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.services.desk import Desk
from bot.store.transaction import Transaction

LEASE = timedelta(seconds=15)
"""How long what an owner held that has died waits for another."""

Renew = Callable[[Transaction, datetime], Awaitable[object]]


@asynccontextmanager
async def kept(desk: Desk, renew: Renew) -> AsyncIterator[None]:
    """Renew a lease while the block goes on. ``renew`` writes until when; it may raise to end it:
    whoever holds a lease finds out at its next write that it is lost."""
    renewing = asyncio.create_task(_renew(desk, renew), name="renew a lease")
    try:
        yield
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)


async def _renew(desk: Desk, renew: Renew) -> None:
    while True:
        await desk.clock.sleep(LEASE.total_seconds() / 3)
        async with desk.db.begin() as tx:
            await renew(tx, desk.clock.now() + LEASE)
