"""A machine's clock that is set, and what the duty of the clock makes of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from bot.metrics import Metrics
from bot.scheduler.clock import ClockDuty
from bot.services.desk import Desk
from bot.store import Database
from tests.clocks import ManualClock
from tests.desks import a_desk
from tests.services.alerting.newsroom import Newsroom
from tests.services.books import Books
from tests.services.tower import Tower, built

HOUR = timedelta(hours=1)

Watch = Callable[[Desk], Awaitable[float]]


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def look_at_clock(metrics: Metrics) -> Watch:
    """Do the duty once; how many rows it has put right so far."""

    async def look(desk: Desk) -> float:
        assert not await ClockDuty(desk, metrics, post_seconds=5).step()
        found = [
            sample.value
            for metric in metrics.registry.collect()
            for sample in metric.samples
            if sample.name == "callboard_clock_corrections_total"
        ]
        return sum(found)

    return look


@pytest.fixture
async def newsroom(database: Database, clock: ManualClock) -> Newsroom:
    return Newsroom(await a_desk(database, clock), clock)


@pytest.fixture
async def books(database: Database, clock: ManualClock) -> Books:
    return Books(await a_desk(database, clock))


@pytest.fixture
async def tower(database: Database, clock: ManualClock) -> AsyncIterator[Tower]:
    async with built(database, clock) as made:
        yield made
