"""A clock that stands still until a test moves it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.clock import Clock

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class ManualClock(Clock):
    """A :class:`bot.clock.Clock` moved by hand; whoever sleeps on it wakes when it gets there."""

    def __init__(self, at: datetime = START) -> None:
        self._at = at
        self._elapsed = 0.0
        self._changed = asyncio.Condition()
        self._sleeping: list[float] = []

    def now(self) -> datetime:
        return self._at

    def monotonic(self) -> float:
        return self._elapsed

    async def sleep(self, seconds: float) -> None:
        due = self._elapsed + seconds
        async with self._changed:
            self._sleeping.append(due)
            self._changed.notify_all()
            try:
                await self._changed.wait_for(lambda: self._elapsed >= due)
            finally:
                self._sleeping.remove(due)

    def move(self, seconds: float) -> None:
        """Let the time pass without waking anybody: for code that only reads it."""
        self._elapsed += seconds
        self._at += timedelta(seconds=seconds)

    def jump(self, to: datetime) -> None:
        """Set the wall clock, as an administrator or NTP does; no time passes."""
        self._at = to

    async def advance(self, seconds: float) -> None:
        """Let the time pass, wake those whose time has come, and let them run."""
        self.move(seconds)
        async with self._changed:
            self._changed.notify_all()
        await asyncio.sleep(0)

    async def someone_sleeps(self, count: int = 1) -> None:
        """Wait until that many tasks sleep on this clock."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self._sleeping) >= count)
