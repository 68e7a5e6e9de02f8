"""The duty that looks at campaigns when they are due, many at once."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.domain.campaigns import Campaign
from bot.services.desk import Desk
from bot.services.leases import LEASE
from bot.services.watching import Watcher
from bot.store import looks
from bot.store.looks import Lease
from bot.tasks import Tasks

_SLOTS = 32
_SLOTS_A_HOST = 8


class WatchDuty:
    """Claims a campaign at each step, and looks at it in the background.

    A host that hangs takes its own slots and no others', so it delays no other host's campaigns.

    :param tasks: the group that :class:`~bot.scheduler.side.SchedulerSide` drains.
    :param process: names this process among all that share the database.
    :param then: what is done after each look, with the campaign's id.
    """

    topic = "watch"
    every = 5.0

    def __init__(
        self,
        desk: Desk,
        watcher: Watcher,
        tasks: Tasks,
        process: str,
        *,
        slots: int = _SLOTS,
        slots_a_host: int = _SLOTS_A_HOST,
        then: Callable[[int], Awaitable[None]] | None = None,
    ) -> None:
        self._desk = desk
        self._watcher = watcher
        self._tasks = tasks
        self._process = process
        self._slots = slots
        self._slots_a_host = slots_a_host
        self._then = then
        self._busy: Counter[str] = Counter()
        self._numbers = itertools.count(1)

    async def step(self) -> bool:
        """Begin one look that is due; false if none is, or no slot is free."""
        if self._is_full():
            return False
        owner, now = f"{self._process}/{next(self._numbers)}", self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            claimed = await looks.claim(tx, owner, now, now + LEASE, self._full_hosts())
        if claimed is None:
            return False
        campaign, lease = claimed
        self._busy[campaign.host] += 1
        if self._tasks.start(self._look(campaign, lease), f"watch {campaign.id}") is None:
            self._busy[campaign.host] -= 1
            await self._give_back(lease)
            return False
        return True

    async def _give_back(self, lease: Lease) -> None:
        """The process stops: the next one is to look at once, and not when the lease ends."""
        async with self._desk.db.begin() as tx:
            await looks.hold(tx, lease, self._desk.clock.now())

    async def next_due(self) -> datetime | None:
        """When the next look may begin, as far as that is known."""
        if self._is_full():
            return None
        async with self._desk.db.read() as tx:
            return await looks.next_due(tx, self._full_hosts())

    def _is_full(self) -> bool:
        return self._busy.total() >= self._slots

    def _full_hosts(self) -> list[str]:
        return [host for host, slots in self._busy.items() if slots >= self._slots_a_host]

    async def _look(self, campaign: Campaign, lease: Lease) -> None:
        try:
            await self._watcher.look(campaign, lease)
            if self._then is not None:
                await self._then(campaign.id)
        finally:
            self._busy[campaign.host] -= 1
            self._desk.wakeups.wake(self.topic)
