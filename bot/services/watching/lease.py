"""The right to look at a campaign."""

from __future__ import annotations

from bot.services.desk import Desk
from bot.services.leases import LEASE
from bot.store import looks
from bot.store.looks import Lease
from bot.store.transaction import Transaction


class LeaseLost(Exception):
    """Somebody has taken the campaign over, or it was disconnected: stop, and write nothing."""


async def hold(tx: Transaction, desk: Desk, lease: Lease) -> None:
    """Renew the lease in the transaction that writes what was seen. Raises :class:`LeaseLost`."""
    if not await looks.hold(tx, lease, desk.clock.now() + LEASE):
        raise LeaseLost
