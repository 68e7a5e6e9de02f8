"""What a lap costs inside a contestant's process: time, pauses of its loop, memory."""

from __future__ import annotations

import asyncio
import gc
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from bench.runner.rows import Sample

_TICK = 0.002
_TICKS_A_LOOK = 5
_STATM = os.open("/proc/self/statm", os.O_RDONLY)
_MB = os.sysconf("SC_PAGE_SIZE") / 1e6


class Meter:
    """``sample`` is there when the block has ended."""

    def __init__(self) -> None:
        gc.collect()
        self._before = self._most = _resident()
        self._pauses: list[float] = []
        self._longest_work = 0.0
        self._began = time.perf_counter()
        self._cpu = time.process_time()
        self._worked: tuple[float, float] | None = None

    async def watch(self) -> None:
        """Note how late the loop is, and how much memory the process has."""
        for number in count():
            began, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(_TICK)
            self._pauses.append(time.perf_counter() - began - _TICK)
            self._longest_work = max(self._longest_work, time.thread_time() - worked)
            if number % _TICKS_A_LOOK == 0:
                self._most = max(self._most, _resident())

    def stop(self) -> None:
        """The work is over."""
        now = time.perf_counter()
        self._worked = (now - self._began, time.process_time() - self._cpu)
        self._most = max(self._most, _resident())

    @property
    def sample(self) -> Sample:
        """Seconds by the wall and of the processors; the longest pause in ms; megabytes more.

        ``work`` is what the loop's own thread worked at a stretch, in ms of a processor: a pause is
        also long where other programs have the processors, and this is not.
        """
        assert self._worked is not None
        pauses = sorted(self._pauses) or [0.0]
        return {
            "seconds": self._worked[0],
            "cpu": self._worked[1],
            "pause": pauses[-1] * 1_000,
            "work": self._longest_work * 1_000,
            "lag_p99": pauses[int(len(pauses) * 0.99) - 1] * 1_000,
            "memory": (self._most - self._before) * _MB,
        }


def _resident() -> int:
    return int(os.pread(_STATM, 100, 0).split()[1])


def resident_megabytes() -> float:
    """What this process holds now."""
    return _resident() * _MB


@asynccontextmanager
async def metered() -> AsyncIterator[Meter]:
    """Measure the block."""
    meter = Meter()
    watching = asyncio.create_task(meter.watch())
    try:
        yield meter
    finally:
        meter.stop()
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
