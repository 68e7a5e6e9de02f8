"""A duty is one kind of due work; a round does it until nothing is due, then waits to be woken.

APScheduler's job is a mere tick that wakes a round: a tick that is dropped, doubled or cancelled
is harmless, because what is due stands in the database and is claimed there.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

import structlog

from bot.store.wakeups import Wakeups

_log = structlog.get_logger(__name__)

# After a failure a duty rests this many seconds, so that a broken database is not hammered.
_REST = 1.0


class Duty(Protocol):
    """One kind of due work. ``topic`` is what wakes it, ``every`` the seconds between its ticks."""

    topic: str
    every: float

    async def step(self) -> bool:
        """Claim one piece of due work and do it; whether there was any."""


class Round:
    """Does one duty for as long as the process lives."""

    def __init__(self, duty: Duty, wakeups: Wakeups) -> None:
        self._duty = duty
        self._wakeups = wakeups
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Work until :meth:`stop`; a failing step is logged and tried again after a rest."""
        while not self._stopping.is_set():
            try:
                busy = await self._duty.step()
            except Exception:
                _log.exception("duty_failed", duty=self._duty.topic)
                await self._wakeups.wait(self._duty.topic, _REST)
                continue
            if not busy and not self._stopping.is_set():
                await self._wakeups.wait(self._duty.topic, self._duty.every)

    def stop(self) -> None:
        """Finish the step that is under way, and begin no other."""
        self._stopping.set()
        self._wakeups.notify(self._duty.topic)
