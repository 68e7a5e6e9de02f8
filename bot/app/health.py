"""What ``/readyz`` says of the parts of a process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.app.parts import Parts
from bot.slack.socket import SocketMode
from bot.store import budgets, claiming, heartbeats
from bot.web import Check, Health

# A scheduler that has not ticked for this many seconds is not alive.
_TICK_MAX_AGE = 30.0


class Ticking(Protocol):
    """The scheduler's side of this process."""

    def tick_age(self) -> float | None:
        """Seconds since its last tick."""


class Checks:
    """The database, Slack and the scheduler: each with its state and age."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.socket: SocketMode | None = None
        self.scheduler: Ticking | None = None

    def all(self) -> Mapping[str, Check]:
        """The checks that fit this process."""
        checks: dict[str, Check] = {
            "database": self._database,
            "scheduler": self._scheduler,
            "delivery": self._delivery,
        }
        if self.socket is not None:
            checks["slack"] = self.socket.health
        return checks

    async def _database(self) -> Health:
        await self._parts.db.ping()
        return Health(True, "answers", 0.0)

    async def _delivery(self) -> Health:
        now = self._parts.clock.now()
        async with self._parts.db.read() as tx:
            if await budgets.token_refused(tx, now):
                return Health(False, "Slack refuses the bot's token")
            queue = await claiming.queued(tx, now)
        oldest = round(queue.oldest.total_seconds())
        return Health(True, f"{queue.length} waiting, the oldest for {oldest} s", 0.0)

    async def _scheduler(self) -> Health:
        if self.scheduler is not None:
            age = self.scheduler.tick_age()
        else:
            age = await self._age_in_database()
        if age is None:
            return Health(False, "has not ticked yet")
        return Health(
            age <= _TICK_MAX_AGE, "ticks" if age <= _TICK_MAX_AGE else "stands still", age
        )

    async def _age_in_database(self) -> float | None:
        async with self._parts.db.read() as tx:
            last = await heartbeats.last(tx)
        return None if last is None else (self._parts.clock.now() - last).total_seconds()
