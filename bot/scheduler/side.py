"""The scheduler's side of a process: the rounds of all duties, and the ticks that wake them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog

from bot.clock import Clock
from bot.metrics import Metrics
from bot.scheduler.duty import Duty, Round
from bot.scheduler.ticks import Ticks
from bot.store import heartbeats
from bot.store.engine import Database
from bot.store.wakeups import Wakeups
from bot.tasks import Tasks

_log = structlog.get_logger(__name__)


class SchedulerSide:
    """Starts and stops everything that the clock starts.

    :param tasks: runs the rounds and what they begin; nobody else's work is in it, since
        :meth:`stop` drains it.
    :param process: names this process among all that share the database.
    """

    def __init__(
        self,
        duties: Sequence[Duty],
        *,
        db: Database,
        wakeups: Wakeups,
        clock: Clock,
        metrics: Metrics,
        tasks: Tasks,
        process: str,
    ) -> None:
        self._db = db
        self._clock = clock
        self._tasks = tasks
        self._process = process
        self._rounds = [Round(duty, wakeups, clock, metrics) for duty in duties]
        self._running: list[asyncio.Task[None] | None] = []
        self._ticks = Ticks(wakeups, _every(duties), self._beat)
        self._ticked_at: float | None = None

    async def start(self) -> None:
        """Begin the rounds and the ticks."""
        self._running = [
            self._tasks.start(one.run(), f"round {one.duty.topic}") for one in self._rounds
        ]
        await self._ticks.start()

    async def stop(self, seconds: float) -> int:
        """Begin nothing new, and let what is under way finish; how much had to be cancelled."""
        for one in self._rounds:
            one.stop()
        late = await self._tasks.drain(seconds)
        await self._ticks.stop()
        try:
            async with self._db.begin() as tx:
                await heartbeats.end(tx, self._process, self._clock.now())
        except Exception as error:
            # The heartbeat grows old by itself; a stop must not fail over it.
            _log.warning("heartbeat_not_ended", reason=type(error).__name__)
        return late

    def tick_age(self) -> float | None:
        """Seconds since the last tick that could be written down; ``None`` before the first."""
        if self._ticked_at is None:
            return None
        return self._clock.monotonic() - self._ticked_at

    async def _beat(self) -> None:
        if any(task is None or task.done() for task in self._running):
            _log.error("round_ended")
            return
        try:
            async with self._db.begin() as tx:
                await heartbeats.beat(tx, self._process, self._clock.now())
        except Exception as error:
            _log.warning("heartbeat_missed", reason=type(error).__name__)
        else:
            self._ticked_at = self._clock.monotonic()


def _every(duties: Sequence[Duty]) -> dict[str, float]:
    """Duties of one topic are woken together, by the most frequent of them."""
    topics = {duty.topic for duty in duties}
    return {topic: min(d.every for d in duties if d.topic == topic) for topic in topics}
