"""The duty that looks after control requests which were left without an ending."""

from __future__ import annotations

import itertools
from datetime import datetime

from bot.services.aftermath import Aftermath
from bot.services.desk import Desk
from bot.services.leases import LEASE, kept
from bot.store import control
from bot.store.control import ControlRequest
from bot.tasks import Tasks

_SLOTS = 8


class ControlDuty:
    """Claims one request at a step, and looks after it in the background.

    :param tasks: the group that :class:`~bot.scheduler.side.SchedulerSide` drains.
    :param process: names this process among all that share the database.
    """

    topic = "controls"
    every = 5.0

    def __init__(self, desk: Desk, aftermath: Aftermath, tasks: Tasks, process: str) -> None:
        self._desk = desk
        self._aftermath = aftermath
        self._tasks = tasks
        self._process = process
        self._busy = 0
        self._numbers = itertools.count(1)

    async def step(self) -> bool:
        """Begin with one that is due; false if none is, or all slots are taken."""
        if self._busy >= _SLOTS:
            return False
        owner, now = f"{self._process}/{next(self._numbers)}", self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            request = await control.claim_due(tx, owner, now, now + LEASE)
        if request is None:
            return False
        self._busy += 1
        if self._tasks.start(self._look_after(request, owner), f"control {request.id}") is None:
            self._busy -= 1
            return False
        return True

    async def next_due(self) -> datetime | None:
        """When a request is to be looked after next."""
        if self._busy >= _SLOTS:
            return None
        async with self._desk.db.read() as tx:
            return await control.next_due(tx)

    async def _look_after(self, request: ControlRequest, owner: str) -> None:
        try:
            async with kept(
                self._desk, lambda tx, until: control.hold(tx, request.id, owner, until)
            ):
                await self._aftermath.look_after(request, owner)
        finally:
            self._busy -= 1
            self._desk.wakeups.wake(self.topic)
