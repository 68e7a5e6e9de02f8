"""Ticks wake rounds and nothing else; a stop cuts no heartbeat in two."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.clock import SystemClock
from bot.scheduler import ticks
from bot.scheduler.ticks import Ticks
from bot.store import Wakeups
from tests.clocks import ManualClock


async def no_beat() -> None:
    return None


async def test_each_topic_is_woken_again_and_again() -> None:
    wakeups = Wakeups()
    ticking = Ticks(wakeups, {"quick": 0.02, "slow": 600.0}, no_beat)
    await ticking.start()
    assert await wakeups.wait("quick", timeout=5)
    assert await wakeups.wait("quick", timeout=5)
    assert not await wakeups.wait("slow", timeout=0)
    await ticking.stop()


async def test_after_the_stop_nobody_is_woken() -> None:
    wakeups = Wakeups()
    ticking = Ticks(wakeups, {"quick": 0.01}, no_beat)
    await ticking.start()
    assert await wakeups.wait("quick", timeout=5)
    await ticking.stop()
    await wakeups.wait("quick", timeout=0)
    assert not await wakeups.wait("quick", timeout=0.05)


async def test_a_heartbeat_that_is_being_written_is_finished_first(monkeypatch) -> None:
    monkeypatch.setattr(ticks, "BEAT_SECONDS", 0.01)
    writing, may_end, written = asyncio.Event(), asyncio.Event(), []

    async def beat() -> None:
        if not written:
            written.append("first")
            return
        writing.set()
        await may_end.wait()
        written.append("second")

    ticking = Ticks(Wakeups(), {}, beat)
    await ticking.start()
    await writing.wait()
    stopping = asyncio.create_task(ticking.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    may_end.set()
    await stopping
    assert written[:2] == ["first", "second"]


async def test_a_clock_that_is_set_back_stops_no_tick(monkeypatch) -> None:
    """APScheduler waits for the machine's clock to catch up; the watch does not."""
    monkeypatch.setattr(ticks, "BEAT_SECONDS", 0.02)
    wakeups, clock = Wakeups(), ManualClock(SystemClock().now())
    ticking = Ticks(wakeups, {"slow": 600.0}, no_beat, clock)
    await ticking.start()
    assert not await wakeups.wait("slow", timeout=0.1)

    clock.jump(clock.now() - timedelta(hours=1))

    assert await wakeups.wait("slow", timeout=5)
    await ticking.stop()
