"""Keeps the promise of RETENTION_DAYS."""

from __future__ import annotations

from datetime import timedelta

from bot.services.desk import Desk
from bot.store import audits, retention, seen

# Slack delivers an event again for an hour at most.
_REPEATS = timedelta(days=1)

# Pages of what tells of people; the deletion of each is written down.
_OF_PEOPLE = frozenset({retention.call_jobs})


class Retention:
    """Deletes what was kept for long enough, a page in each transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def sweep(self) -> int:
        """One page of each kind; how many rows went. Call it again until none do."""
        now = self._desk.clock.now()
        before = now - self._desk.rules.retention
        gone = 0
        for sweep in retention.SWEEPS:
            async with self._desk.db.begin() as tx:
                rows = await sweep(tx, before)
                if rows and sweep in _OF_PEOPLE:
                    await audits.add_own(tx, now, "retention", "erased", people=rows)
            gone += rows
        async with self._desk.db.begin() as tx:
            await seen.forget_before(tx, now - _REPEATS)
        return gone
