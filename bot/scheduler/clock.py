"""The duty that puts right what a wrong clock has written, so that nothing waits for it."""

from __future__ import annotations

from collections import Counter

import structlog

from bot.metrics import Metrics
from bot.scheduler.backoff import LONGEST
from bot.scheduler.delivery import lease_of
from bot.services.desk import Desk
from bot.services.digests import put_right_digests
from bot.services.leases import LEASE
from bot.services.schedules import LEASE as RESUME_LEASE
from bot.services.sending.leases import LEASE as CHUNK_LEASE
from bot.services.sending.undoing import UNDO_LEASE
from bot.services.watching.rhythm import longest_looks
from bot.store import ahead
from bot.store.ahead import PAGE, Impossible, Longest

_log = structlog.get_logger(__name__)

_TOPICS = ("outbox", "sending", "watch", "alerts", "controls", "approvals", "schedules")


class ClockDuty:
    """Looks for instants further ahead than anything waits: at once, and about twice a minute.

    Every process may do it, at the same time too: what is right is left alone. It cannot tell what
    lies within the longest wait; that waits no longer than it might have anyway.

    :param post_seconds: the time-out of the client that posts.
    """

    topic = "clock"
    every = 30.0

    def __init__(self, desk: Desk, metrics: Metrics, post_seconds: float) -> None:
        self._desk = desk
        self._metrics = metrics
        self._longest = Longest(
            look=longest_looks(desk.rules.watch_every),
            retry=LONGEST,
            settle=desk.rules.settle,
            lease=LEASE,
            chunk_lease=CHUNK_LEASE,
            undo_lease=UNDO_LEASE,
            post_lease=lease_of(post_seconds),
            resume_lease=RESUME_LEASE,
        )

    async def step(self) -> bool:
        """Put right all that is found, and say so; false, because it does not come by itself."""
        found: Counter[str] = Counter()
        for one in await self._impossible():
            found[one.table.name] += await self._put_right(one)
        found["schedule"] += await put_right_digests(self._desk)
        self._tell(+found)
        return False

    async def _impossible(self) -> list[Impossible]:
        """What there is, as reads tell: a healthy database is not written to."""
        every = ahead.impossible(self._desk.clock.now(), self._longest)
        async with self._desk.db.read() as tx:
            return [one for one in every if await ahead.any_of(tx, one)]

    async def _put_right(self, one: Impossible) -> int:
        rows, page = 0, PAGE
        while page == PAGE:
            async with self._desk.db.begin() as tx:
                page = await ahead.put_right(tx, one)
            rows += page
        return rows

    def _tell(self, found: Counter[str]) -> None:
        if not found:
            return
        _log.warning("clock_was_ahead", rows=dict(found))
        for table, rows in found.items():
            self._metrics.put_right(table, rows)
        for topic in _TOPICS:
            self._desk.wakeups.notify(topic)
