"""Lets digests fall due every few seconds, and knows each instant at which one did."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from bot.errors import CallboardError
from bot.store.schema import schedule
from tests.torture.stage import Stage


class Clockwork:
    """``due`` are the instants at which digests fell due, by schedule; ``perhaps`` those of which
    the database's answer was lost.

    It plays the clock: where a digest would next fall due in an hour, it does so now. A due time
    that nobody has run yet is left alone.
    """

    def __init__(self, stage: Stage) -> None:
        self.due: dict[int, list[datetime]] = {}
        self.perhaps: set[datetime] = set()
        self.evening = asyncio.Event()
        self._stage = stage

    async def work(self) -> None:
        """Until evening, every few seconds."""
        dice = self._stage.plan.dice("clockwork")
        while not self.evening.is_set():
            await self.fall_due()
            try:
                async with asyncio.timeout(dice.uniform(1.5, 4.0)):
                    await self.evening.wait()
            except TimeoutError:
                continue

    async def fall_due(self) -> None:
        """Let every digest that waits for its next hour be due now."""
        now = datetime.now(UTC)
        # Milliseconds are what the database keeps of an instant.
        now = now.replace(microsecond=now.microsecond // 1000 * 1000)
        try:
            moved = await self._move(now)
        except (CallboardError, DBAPIError):
            self.perhaps.add(now)
        else:
            for one in moved:
                self.due.setdefault(one, []).append(now)

    async def _move(self, now: datetime) -> list[int]:
        waits = (schedule.c.kind == "digest") & (schedule.c.next_at > now + timedelta(seconds=1))
        async with self._stage.db.begin() as tx:
            ids = (await tx.scalars(select(schedule.c.id).where(waits))).all()
            due = update(schedule).where(waits).values(next_at=now)
            return [
                one for one in ids if (await tx.execute(due.where(schedule.c.id == one))).rowcount
            ]
