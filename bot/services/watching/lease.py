"""Keeping the right to look at a campaign for as long as the look takes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.services.desk import Desk
from bot.store import looks
from bot.store.looks import Lease

LEASE = timedelta(seconds=15)
"""How long a campaign waits for an owner that has died."""


class LeaseLost(Exception):
    """Somebody has taken the campaign over, or it was disconnected: stop, and write nothing."""


async def hold(tx: AsyncConnection, desk: Desk, lease: Lease) -> None:
    """Renew the lease in the transaction that writes what was seen. Raises :class:`LeaseLost`."""
    if not await looks.hold(tx, lease, desk.clock.now() + LEASE):
        raise LeaseLost


@asynccontextmanager
async def kept(desk: Desk, lease: Lease) -> AsyncIterator[None]:
    """Renew the lease while the block waits for a slow host."""
    renewing = asyncio.create_task(_renew(desk, lease), name="watch: renew a lease")
    try:
        yield
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)


async def _renew(desk: Desk, lease: Lease) -> None:
    while True:
        await desk.clock.sleep(LEASE.total_seconds() / 3)
        async with desk.db.begin() as tx:
            await hold(tx, desk, lease)
