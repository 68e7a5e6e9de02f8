"""Rounds work until nothing is due, then wait; ticks wake them; the side starts and stops all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.clock import SystemClock
from bot.metrics import Metrics
from bot.scheduler import duty as rounds
from bot.scheduler.side import SchedulerSide
from bot.store import Database, Wakeups, heartbeats, open_wakeups
from bot.tasks import Tasks


class Pile:
    """A duty with a pile of work; a test may make it fail, or be known in advance."""

    def __init__(self, topic: str = "pile", every: float = 600.0) -> None:
        self.topic, self.every = topic, every
        self.left = 0
        self.done = 0
        self.failing = 0
        self.due: datetime | None = None
        self.changed = asyncio.Condition()
        self.gate: asyncio.Event | None = None

    async def step(self) -> bool:
        if self.failing:
            self.failing -= 1
            raise ValueError("on purpose")
        if self.gate is not None and self.left:
            await self.gate.wait()
        worked = self.left > 0
        self.left -= worked
        async with self.changed:
            self.done += worked
            self.changed.notify_all()
        return worked

    async def next_due(self) -> datetime | None:
        return self.due

    async def has_done(self, count: int) -> None:
        async with asyncio.timeout(40), self.changed:
            await self.changed.wait_for(lambda: self.done >= count)


@pytest.fixture
async def wakeups(database: Database) -> AsyncIterator[Wakeups]:
    async with open_wakeups(database) as made:
        yield made


def a_side(db: Database, wakeups: Wakeups, *duties: Pile, process: str = "p1") -> SchedulerSide:
    async def lost(error: BaseException, name: str) -> None:
        raise AssertionError(name) from error

    return SchedulerSide(
        duties,
        db=db,
        wakeups=wakeups,
        clock=SystemClock(),
        metrics=Metrics(),
        tasks=Tasks(lost),
        process=process,
    )


async def last_beat(db: Database) -> datetime | None:
    async with db.read() as tx:
        return await heartbeats.last(tx)


async def test_work_is_done_until_nothing_is_left(database: Database, wakeups: Wakeups) -> None:
    pile = Pile()
    pile.left = 3
    side = a_side(database, wakeups, pile)
    await side.start()
    await pile.has_done(3)
    assert await side.stop(5) == 0


async def test_an_announcement_is_heard_at_once(database: Database, wakeups: Wakeups) -> None:
    pile = Pile()
    side = a_side(database, wakeups, pile)
    await side.start()
    pile.left = 1
    wakeups.notify("pile")
    await pile.has_done(1)
    await side.stop(5)


async def test_a_tick_finds_what_nobody_announced(database: Database, wakeups: Wakeups) -> None:
    """Both the tick and the round's own patience are this short; either is enough."""
    pile = Pile(every=0.05)
    side = a_side(database, wakeups, pile)
    await side.start()
    pile.left = 1
    await pile.has_done(1)
    await side.stop(5)


async def test_what_is_known_to_be_due_waits_for_no_tick(
    database: Database, wakeups: Wakeups
) -> None:
    pile = Pile()
    pile.due = SystemClock().now() + timedelta(seconds=0.1)
    side = a_side(database, wakeups, pile)
    await side.start()
    pile.left = 1
    await pile.has_done(1)
    await side.stop(5)


async def test_a_failing_step_is_tried_again_and_stops_nobody(
    database: Database, wakeups: Wakeups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "_REST", 0.01)
    broken, sound = Pile("broken"), Pile("sound")
    broken.failing, broken.left, sound.left = 3, 1, 1
    side = a_side(database, wakeups, broken, sound)
    await side.start()
    await sound.has_done(1)
    await broken.has_done(1)
    await side.stop(5)


async def test_stopping_lets_the_step_under_way_finish(
    database: Database, wakeups: Wakeups
) -> None:
    pile = Pile()
    pile.left, pile.gate = 2, asyncio.Event()
    side = a_side(database, wakeups, pile)
    await side.start()
    stopping = asyncio.create_task(side.stop(5))
    await asyncio.sleep(0)
    pile.gate.set()
    assert await stopping == 0
    assert pile.done == 1, "the step under way was finished, and no other begun"


async def test_a_step_that_never_ends_is_cancelled_in_the_end(
    database: Database, wakeups: Wakeups
) -> None:
    pile = Pile()
    pile.left, pile.gate = 1, asyncio.Event()
    side = a_side(database, wakeups, pile)
    await side.start()
    assert await side.stop(0.05) == 1


async def test_the_heartbeat_is_there_from_the_start_and_ends_with_the_side(
    database: Database, wakeups: Wakeups
) -> None:
    side, other = a_side(database, wakeups, Pile()), a_side(database, wakeups, Pile(), process="p2")
    assert side.tick_age() is None
    await side.start()
    await other.start()
    age = side.tick_age()
    assert age is not None and age < 5
    await side.stop(5)
    assert await last_beat(database) is not None, "the other one goes on"
    await other.stop(5)
    assert await last_beat(database) is None
