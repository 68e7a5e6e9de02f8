"""The duty that carries out what a second person approved, and lets expire what nobody did."""

from __future__ import annotations

import itertools
from datetime import datetime

from bot.domain.approvals import ApprovalRequest
from bot.services.approvals import Carrying
from bot.services.desk import Desk
from bot.services.leases import LEASE, kept
from bot.store import approvals
from bot.tasks import Tasks

_SLOTS = 8


class ApprovalDuty:
    """Claims one request at a step, and goes on with it in the background: hosts may be slow.

    :param tasks: the group that :class:`~bot.scheduler.side.SchedulerSide` drains.
    :param process: names this process among all that share the database.
    """

    topic = "approvals"
    every = 5.0

    def __init__(self, desk: Desk, carrying: Carrying, tasks: Tasks, process: str) -> None:
        self._desk = desk
        self._carrying = carrying
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
            request = await approvals.claim_due(tx, owner, now, now + LEASE)
        if request is None:
            return False
        self._busy += 1
        if self._tasks.start(self._carry_on(request, owner), f"approval {request.id}") is None:
            self._busy -= 1
            return False
        return True

    async def next_due(self) -> datetime | None:
        """When a request expires next, or is to be carried out."""
        if self._busy >= _SLOTS:
            return None
        async with self._desk.db.read() as tx:
            return await approvals.next_due(tx)

    async def _carry_on(self, request: ApprovalRequest, owner: str) -> None:
        try:
            async with kept(
                self._desk, lambda tx, until: approvals.hold(tx, request.id, owner, until)
            ):
                await self._carrying.carry_on(request, owner)
        finally:
            self._busy -= 1
            self._desk.wakeups.wake(self.topic)
