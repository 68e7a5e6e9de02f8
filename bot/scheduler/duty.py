"""A duty is one kind of due work; a round does it until nothing is due, then waits to be woken.

APScheduler's job is a mere tick that wakes a round: a tick that is dropped, doubled or cancelled
is harmless, because what is due stands in the database and is claimed there.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Protocol, runtime_checkable

import structlog

from bot.clock import Clock
from bot.metrics import Metrics
from bot.store.wakeups import Wakeups

_log = structlog.get_logger(__name__)

# After a failure a duty rests this many seconds, so that a broken database is not hammered.
_REST = 1.0
# The shortest wait: what is due and yet could not be claimed is another worker's at this moment.
_SHORTEST = 0.05


class Duty(Protocol):
    """One kind of due work. ``topic`` is what wakes it, ``every`` the seconds between its ticks."""

    topic: str
    every: float

    async def step(self) -> bool:
        """Claim one piece of due work and do it; whether there was any."""


@runtime_checkable
class Punctual(Protocol):
    """A duty that knows when it has work next, and so need not wait for a tick."""

    async def next_due(self) -> datetime | None:
        """The instant of the next known work; ``None`` where none is known."""


class Round:
    """Does one duty for as long as the process lives."""

    def __init__(self, duty: Duty, wakeups: Wakeups, clock: Clock, metrics: Metrics) -> None:
        self.duty = duty
        self._wakeups = wakeups
        self._clock = clock
        self._metrics = metrics
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Work until :meth:`stop`; a failing step is logged and tried again after a rest."""
        while not self._stopping.is_set():
            try:
                seconds = 0.0 if await self.duty.step() else await self._seconds_until_due()
                outcome = "ok"
            except Exception:
                _log.exception("duty_failed", duty=self.duty.topic)
                seconds, outcome = _REST, "failed"
            self._metrics.tick(self.duty.topic, outcome, self._clock.now())
            if seconds and not self._stopping.is_set():
                await self._wakeups.wait(self.duty.topic, seconds)

    async def _seconds_until_due(self) -> float:
        """The tick comes before the longest wait ends; that end is for when it does not."""
        longest = 2 * self.duty.every
        due = await self.duty.next_due() if isinstance(self.duty, Punctual) else None
        if due is None:
            return longest
        return min(longest, max(_SHORTEST, (due - self._clock.now()).total_seconds()))

    def stop(self) -> None:
        """Finish the step that is under way, and begin no other."""
        self._stopping.set()
        self._wakeups.wake(self.duty.topic)
