"""APScheduler's part: interval ticks that wake the rounds, and the heartbeat.

A tick does no work. The jobs live in memory, because a job store that processes share runs jobs
several times and blocks the loop; whatever is due stands in our own tables. APScheduler goes by the
machine's clock: when that is set back, its jobs would wait until it has caught up, so a watch that
goes by the loop's time brings them back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC

from apscheduler.events import EVENT_SCHEDULER_SHUTDOWN
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock, SystemClock
from bot.store.wakeups import Wakeups

BEAT_SECONDS = 5.0

# A late tick is as good as one in time, and one is as good as many.
_JOBS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


class Ticks:
    """Wakes each topic every so many seconds, and calls ``beat`` every five."""

    def __init__(
        self,
        wakeups: Wakeups,
        every: Mapping[str, float],
        beat: Callable[[], Awaitable[None]],
        clock: Clock | None = None,
    ) -> None:
        self._wakeups = wakeups
        self._beat = beat
        self._beating = asyncio.Lock()
        self._clock = clock or SystemClock()
        self._watching: asyncio.Task[None] | None = None
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, jobstores={"default": MemoryJobStore()}, job_defaults=_JOBS
        )
        for topic, seconds in every.items():
            self._scheduler.add_job(self._tick, "interval", seconds=seconds, args=[topic], id=topic)
        self._scheduler.add_job(self._heartbeat, "interval", seconds=BEAT_SECONDS, id="heartbeat")

    async def start(self) -> None:
        """Tick from now on; the first heartbeat comes at once."""
        await self._heartbeat()
        self._scheduler.start()
        self._watching = asyncio.create_task(self._watch(), name="watch the clock of the ticks")

    async def stop(self) -> None:
        """Tick no more. APScheduler would cancel a heartbeat that is being written."""
        if self._watching is not None:
            self._watching.cancel()
        self._scheduler.pause()
        async with self._beating:
            stopped = asyncio.Event()
            self._scheduler.add_listener(lambda _: stopped.set(), EVENT_SCHEDULER_SHUTDOWN)
            self._scheduler.shutdown(wait=False)
            await stopped.wait()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            now = self._clock.now()
            for job in self._scheduler.get_jobs():
                if job.next_run_time > now + 2 * job.trigger.interval:
                    job.modify(next_run_time=now)

    async def _tick(self, topic: str) -> None:
        self._wakeups.wake(topic)

    async def _heartbeat(self) -> None:
        async with self._beating:
            await self._beat()
