"""The duty that looks at campaigns when they are due, many at once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import uuid4

from bot.domain.campaigns import Campaign
from bot.services.desk import Desk
from bot.services.watching import LEASE, Watcher
from bot.store import looks
from bot.store.looks import Lease
from bot.tasks import Tasks

_SLOTS = 32
_SLOTS_A_HOST = 8


class WatchDuty:
    """Claims a campaign at each step, and looks at it in the background.

    A host that hangs takes its own slots and no others', so it delays no other host's campaigns.
    ``tasks`` is drained when the process stops.
    """

    topic = "watch"

    def __init__(
        self,
        desk: Desk,
        watcher: Watcher,
        tasks: Tasks,
        *,
        slots: int = _SLOTS,
        slots_a_host: int = _SLOTS_A_HOST,
    ) -> None:
        self._desk = desk
        self._watcher = watcher
        self._tasks = tasks
        self._slots = slots
        self._slots_a_host = slots_a_host
        self._busy: Counter[str] = Counter()
        self.every = min(1.0, desk.rules.watch_every / timedelta(seconds=4))

    async def step(self) -> bool:
        """Begin one look that is due; false if none is, or no slot is free."""
        if self._busy.total() >= self._slots:
            return False
        now, full = self._desk.clock.now(), self._full_hosts()
        async with self._desk.db.begin() as tx:
            claimed = await looks.claim(tx, uuid4().hex, now, now + LEASE, full)
        if claimed is None:
            return False
        campaign, lease = claimed
        self._busy[campaign.host] += 1
        if self._tasks.start(self._look(campaign, lease), name="watch") is None:
            self._busy[campaign.host] -= 1
            return False
        return True

    def _full_hosts(self) -> list[str]:
        return [host for host, looks in self._busy.items() if looks >= self._slots_a_host]

    async def _look(self, campaign: Campaign, lease: Lease) -> None:
        try:
            await self._watcher.look(campaign, lease)
        finally:
            was_full = bool(self._full_hosts()) or self._busy.total() >= self._slots
            self._busy[campaign.host] -= 1
            if was_full:
                self._desk.wakeups.notify(self.topic)
