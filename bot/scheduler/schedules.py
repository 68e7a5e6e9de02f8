"""The duty of what people order for a time: digests, and resumes of timed pauses."""

from __future__ import annotations

from datetime import datetime

from bot.services.desk import Desk
from bot.services.digests import DigestRuns
from bot.services.schedules import TimedResumes
from bot.store import schedules


class ScheduleDuty:
    """Runs the schedules that are due, one a step."""

    topic = "schedules"
    every = 5.0

    def __init__(self, desk: Desk, runs: DigestRuns, resumes: TimedResumes) -> None:
        self._desk = desk
        self._runs = runs
        self._resumes = resumes

    async def step(self) -> bool:
        """Run one schedule that is due; whether there was any. Resumes go first: people wait."""
        return await self._resumes.step() or await self._runs.step()

    async def next_due(self) -> datetime | None:
        """When something is due next."""
        async with self._desk.db.read() as tx:
            return await schedules.next_due(tx)
