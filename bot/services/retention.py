"""Keeps the promise of RETENTION_DAYS, by a clock that can be believed.

A clock that is a year ahead makes everything old at one blow, and what is deleted does not come
back when it is put right. So the hosts are asked, whose clocks every look compares with ours: while
none of those that were looked at of late agrees to the day, nothing is deleted. Where none was
looked at of late, the clock is believed once it has stood for an hour.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.services.desk import Desk
from bot.store import audits, campaigns, retention, seen

_OF_LATE = timedelta(hours=1)
_AGREES = timedelta(days=1)

_log = structlog.get_logger(__name__)

# Slack delivers an event again for an hour at most.
_REPEATS = timedelta(days=1)

# Pages of what tells of people; the deletion of each is written down.
_OF_PEOPLE = frozenset({retention.call_jobs})


class Retention:
    """Deletes what was kept for long enough, a page in each transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        # What the clock showed when our monotonic one stood at nothing, and when it began to.
        self._zero: datetime | None = None
        self._stands_since = 0.0

    async def sweep(self) -> int:
        """One page of each kind; how many rows went. Call it again until none do."""
        now = self._desk.clock.now()
        if not await self._is_believed(now):
            _log.warning("retention_waits", reason="the clock may be wrong")
            return 0
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

    async def _is_believed(self, now: datetime) -> bool:
        """Whether what is old by this clock is old."""
        stands = self._stands(now)
        async with self._desk.db.read() as tx:
            hosts = await campaigns.host_clocks(tx)
        late = [one.ahead for one in hosts if abs(now - one.looked_at) <= _OF_LATE]
        if late:
            return any(abs(ahead) <= _AGREES for ahead in late)
        return stands >= _OF_LATE

    def _stands(self, now: datetime) -> timedelta:
        """For how long the clock has gone on without being set, as far as this process knows."""
        running = self._desk.clock.monotonic()
        zero = now - timedelta(seconds=running)
        if self._zero is None or abs(zero - self._zero) > _OF_LATE:
            self._zero, self._stands_since = zero, running
        return timedelta(seconds=running - self._stands_since)
