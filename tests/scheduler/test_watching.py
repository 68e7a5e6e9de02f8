"""Many campaigns are watched at once, and none waits for another's host."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.scheduler.watching import WatchDuty
from bot.store import Database
from bot.tasks import Tasks
from tests.clocks import ManualClock
from tests.services.tower import EVERY, Tower, built

failures: list[BaseException] = []


@pytest.fixture
async def tower(database: Database, clock: ManualClock) -> AsyncIterator[Tower]:
    async with built(database, clock, hosts=2) as made:
        yield made


@pytest.fixture
async def tasks() -> AsyncIterator[Tasks]:
    async def lost(error: BaseException, name: str) -> None:
        failures.append(error)

    failures.clear()
    group = Tasks(lost)
    yield group
    await group.drain(0)
    assert failures == []


async def looked_at(tower: Tower, *campaigns: int) -> None:
    """Wait until these were looked at."""

    async def done() -> bool:
        return all([(await tower.campaign(one)).looked_at for one in campaigns])

    await until(done)


async def until(done: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(40):
        # A database tells nobody that it changed.
        while not await done():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


async def test_a_hanging_campaign_delays_no_other(tower: Tower, tasks: Tasks) -> None:
    hanging = tower.host.create_campaign()
    tower.host.fault("hang", "*", times=100, campaign=hanging.id)
    slow = await tower.connect(hanging, "slow")
    others = [
        await tower.connect(tower.host.create_campaign(), f"c{number}") for number in range(5)
    ]
    duty = WatchDuty(tower.desk, tower.watcher, tasks, "test")

    while await duty.step():
        pass

    await looked_at(tower, *others)
    assert (await tower.campaign(slow)).looked_at is None


async def test_a_host_that_hangs_as_a_whole_takes_its_own_slots_only(
    tower: Tower, tasks: Tasks
) -> None:
    dead, alive = tower.all_hosts
    dead.fault("hang", "*", times=100)
    for number in range(5):
        await tower.connect(dead.create_campaign(), f"dead{number}")
    await tower.pass_by(1)
    well = [await tower.connect(alive.create_campaign(), f"well{number}") for number in range(3)]
    duty = WatchDuty(tower.desk, tower.watcher, tasks, "test", slots=4, slots_a_host=2)

    async def step() -> bool:
        await duty.step()
        return all([(await tower.campaign(one)).looked_at for one in well])

    await until(step)

    assert dead.requests.counts.total() == 2


async def test_it_knows_when_the_next_look_is_due(tower: Tower, tasks: Tasks) -> None:
    duty = WatchDuty(tower.desk, tower.watcher, tasks, "test")
    assert await duty.next_due() is None
    spring = await tower.connect(tower.host.create_campaign())
    assert await duty.next_due() == tower.clock.now()

    assert await duty.step()
    await looked_at(tower, spring)

    due = await duty.next_due()
    assert due is not None
    assert 0.8 * EVERY < due - tower.clock.now() < 1.2 * EVERY
    assert not await duty.step()


async def test_a_process_that_stops_begins_no_look(tower: Tower, tasks: Tasks) -> None:
    await tower.connect(tower.host.create_campaign())
    await tasks.drain(0)
    duty = WatchDuty(tower.desk, tower.watcher, tasks, "test")

    assert not await duty.step()
    assert tower.host.requests.counts.total() == 0


async def test_what_was_claimed_when_the_process_stopped_is_looked_at_by_the_next(
    tower: Tower, tasks: Tasks
) -> None:
    spring = await tower.connect(tower.host.create_campaign())
    await tasks.drain(0)
    assert not await WatchDuty(tower.desk, tower.watcher, tasks, "stopping").step()

    others = Tasks(_never)
    assert await WatchDuty(tower.desk, tower.watcher, others, "next").step()
    await others.drain(10)

    assert (await tower.campaign(spring)).looked_at


async def _never(error: BaseException, name: str) -> None:
    raise AssertionError(name) from error
