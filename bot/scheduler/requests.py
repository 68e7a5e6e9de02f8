"""The duties that look after what people asked for: controls without an ending, and approvals."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from bot.domain.approvals import ApprovalRequest
from bot.services.aftermath import Aftermath
from bot.services.approvals import Carrying
from bot.services.desk import Desk
from bot.services.leases import LEASE, kept
from bot.store import approvals, control
from bot.store.control import ControlRequest
from bot.store.transaction import Transaction
from bot.tasks import Tasks

_SLOTS = 8


class Asked(Protocol):
    """A stored request."""

    @property
    def id(self) -> int: ...


Request = TypeVar("Request", bound=Asked)
Kept = TypeVar("Kept", bound=Asked, covariant=True)


class Books(Protocol[Kept]):
    """The room of :mod:`bot.store` that keeps one kind of requests."""

    async def claim_due(
        self, tx: Transaction, owner: str, now: datetime, until: datetime
    ) -> Kept | None:
        """The request that is due for longest and nobody's, leased; ``None`` if none is."""

    async def next_due(self, tx: Transaction) -> datetime | None:
        """When a request is due next."""

    async def hold(self, tx: Transaction, request_id: int, owner: str, until: datetime) -> bool:
        """Renew a lease; false for who has lost it."""


class RequestDuty(Generic[Request]):
    """Claims one request at a step, and looks after it in the background: hosts may be slow.

    :param topic: what wakes it.
    :param work: looks after a request under the lease of the owner that it is given.
    :param tasks: the group that :class:`~bot.scheduler.side.SchedulerSide` drains.
    :param process: names this process among all that share the database.
    """

    every = 5.0

    def __init__(
        self,
        topic: str,
        books: Books[Request],
        work: Callable[[Request, str], Awaitable[None]],
        desk: Desk,
        tasks: Tasks,
        process: str,
    ) -> None:
        self.topic = topic
        self._books = books
        self._work = work
        self._desk = desk
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
            request = await self._books.claim_due(tx, owner, now, now + LEASE)
        if request is None:
            return False
        self._busy += 1
        work = self._look_after(request, owner)
        if self._tasks.start(work, f"{self.topic} {request.id}") is None:
            self._busy -= 1
            await self._give_back(request, owner)
            return False
        return True

    async def _give_back(self, request: Request, owner: str) -> None:
        """The process stops: the next one is to look after it, and not when the lease ends."""
        async with self._desk.db.begin() as tx:
            await self._books.hold(tx, request.id, owner, self._desk.clock.now())

    async def next_due(self) -> datetime | None:
        """When a request is to be looked after next."""
        if self._busy >= _SLOTS:
            return None
        async with self._desk.db.read() as tx:
            return await self._books.next_due(tx)

    async def _look_after(self, request: Request, owner: str) -> None:
        try:
            async with kept(
                self._desk, lambda tx, until: self._books.hold(tx, request.id, owner, until)
            ):
                await self._work(request, owner)
        finally:
            self._busy -= 1
            self._desk.wakeups.wake(self.topic)


def control_duty(
    desk: Desk, aftermath: Aftermath, tasks: Tasks, process: str
) -> RequestDuty[ControlRequest]:
    """Finds out how controls ended that were left without an ending."""
    return RequestDuty("controls", control, aftermath.look_after, desk, tasks, process)


def approval_duty(
    desk: Desk, carrying: Carrying, tasks: Tasks, process: str
) -> RequestDuty[ApprovalRequest]:
    """Carries out what a second person approved, and lets expire what nobody did."""
    return RequestDuty("approvals", approvals, carrying.carry_on, desk, tasks, process)
