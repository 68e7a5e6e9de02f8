"""Time in the local Slack: the wall clock, which can be moved forward, and faster waits."""

from __future__ import annotations

import asyncio
import contextlib
import time


class Pace:
    """The clock of one local Slack.

    ``speed`` is how many times faster than at Slack the long waits pass: retries of events,
    the windows of the rate limits. ``advance`` moves the clock at once, so that a test sees
    a trigger or a response_url expire without waiting for it.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self._ahead = 0.0
        self._moved = asyncio.Event()

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Move the clock forward; every wait whose time has come ends."""
        self._ahead += seconds
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def wait(self, seconds: float) -> None:
        """Wait for so many of Slack's seconds, which ``speed`` makes shorter here."""
        due = self._ticks() + seconds / self.speed
        while (left := due - self._ticks()) > 0:
            moved = self._moved
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await moved.wait()

    def _ticks(self) -> float:
        return time.monotonic() + self._ahead
