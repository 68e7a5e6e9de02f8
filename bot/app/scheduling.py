"""The scheduler's side: every duty, built and joined."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.app.parts import Parts
from bot.scheduler.duty import Duty, Round


class Side:
    """Placeholder until the rounds are joined."""

    def __init__(self, parts: Parts, duties: Sequence[Duty]) -> None:
        self._rounds = [Round(duty, parts.wakeups) for duty in duties]
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        self._tasks = [asyncio.create_task(one.run()) for one in self._rounds]

    async def stop(self, seconds: float) -> None:
        for one in self._rounds:
            one.stop()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    def tick_age(self) -> float | None:
        return 0.0


def scheduler_side(parts: Parts) -> Side:
    """Every duty."""
    return Side(parts, [])
