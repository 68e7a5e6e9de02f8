"""Digests whose next time a wrong clock has set.

A clock that was a month ahead has moved a digest to the month after, where it would stay when the
clock is right again. A time that ran already is not run again: so a clock that goes back through
nine o'clock repeats no digest.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.cadence import next_due, zone_of
from bot.domain.digest_orders import MILLISECOND
from bot.errors import BadInput
from bot.services.desk import Desk
from bot.store import runs, schedules
from bot.store.schedules import Schedule
from bot.store.transaction import Transaction


async def put_right_digests(desk: Desk) -> int:
    """Give such digests the first time that has not run; how many."""
    now = desk.clock.now()
    async with desk.db.read() as tx:
        suspects = await schedules.digests_ahead(tx, now)
    moved = 0
    for one in suspects:
        async with desk.db.begin() as tx:
            moved += await _put_right(tx, one, now)
    return moved


async def _put_right(tx: Transaction, seen: Schedule, now: datetime) -> bool:
    ran = await runs.ran_after(tx, seen.id, now)
    due = _first_not_run(seen, now, set(ran))
    if due is None or not await schedules.advance(tx, seen, due):
        return False
    await schedules.ordered_by(tx, seen.id, now)
    wrong = [at for at in ran if at > due]
    for before, at in enumerate(reversed(wrong)):
        # They keep their order, and what they covered is not told again.
        await runs.redate(tx, seen.id, at, now - before * MILLISECOND)
    return True


def _first_not_run(seen: Schedule, now: datetime, ran: set[datetime]) -> datetime | None:
    """The first due time that has not run, if it comes before the one that is set."""
    due = now
    while seen.cadence is not None and due < seen.next_at:
        try:
            due = next_due(seen.cadence, zone_of(seen.zone or "UTC"), due)
        except BadInput:
            return None
        if due not in ran:
            return due if due < seen.next_at else None
    return None
