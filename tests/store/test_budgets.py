"""Budgets that all workers share: so many at once after a pause, then one by one."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.store import Database, budgets
from bot.store.budgets import Budget
from tests.clocks import START

BURST = Budget("method:test", timedelta(seconds=2), burst=5)


async def taken(db: Database, budget: Budget, at: datetime, tries: int, keep: int = 0) -> int:
    """How many of so many tries got a call."""
    count = 0
    for _ in range(tries):
        async with db.begin() as tx:
            count += await budgets.take(tx, budget, at, keep)
    return count


async def held(db: Database, budget: Budget, until: datetime) -> None:
    async with db.begin() as tx:
        await budgets.hold(tx, budget, until)


async def free_at(db: Database, budget: Budget, keep: int = 0) -> datetime | None:
    async with db.read() as tx:
        return budgets.free_at(await budgets.read(tx, [budget]), budget, keep)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


async def test_a_channel_gets_one_a_second(database: Database) -> None:
    channel = budgets.of_channel("C1")
    assert await taken(database, channel, START, 2) == 1
    assert await taken(database, channel, after(0.999), 1) == 0
    assert await taken(database, channel, after(1), 2) == 1
    assert await taken(database, budgets.of_channel("C2"), START, 1) == 1


async def test_a_burst_then_one_by_one(database: Database) -> None:
    assert await taken(database, BURST, START, 9) == 5
    assert await taken(database, BURST, after(1.9), 2) == 0
    assert await taken(database, BURST, after(2), 2) == 1
    assert await taken(database, BURST, after(3600), 9) == 5


async def test_never_more_than_the_tier_in_any_minute(database: Database) -> None:
    """Slack allows 50 edits a minute; whatever the moments, no 60 seconds see more."""
    at, calls = START, []
    for _ in range(220):
        calls += [at] * await taken(database, budgets.EDITS, at, 1)
        at += timedelta(seconds=0.6)
    for first in calls:
        within = [one for one in calls if first <= one < first + timedelta(minutes=1)]
        assert len(within) <= 50


async def test_some_of_a_burst_can_be_left_to_others(database: Database) -> None:
    assert await taken(database, BURST, START, 9, keep=3) == 2
    assert await taken(database, BURST, START, 9) == 3


async def test_a_hold_ends_when_it_was_to_end(database: Database) -> None:
    await held(database, BURST, after(30))
    assert await free_at(database, BURST) == after(30)
    assert await taken(database, BURST, after(29.9), 1) == 0
    assert await taken(database, BURST, after(30), 5) == 1


async def test_a_longer_hold_stays(database: Database) -> None:
    await held(database, BURST, after(30))
    await held(database, BURST, after(10))
    assert await free_at(database, BURST) == after(30)


async def test_what_was_never_used_is_free(database: Database) -> None:
    assert await free_at(database, BURST) is None


async def test_what_free_at_promises_can_be_taken(database: Database) -> None:
    await taken(database, BURST, START, 5)
    for keep in (0, 2):
        free = await free_at(database, BURST, keep)
        assert free is not None
        assert await taken(database, BURST, free - timedelta(milliseconds=1), 1, keep) == 0
        assert await taken(database, BURST, free, 1, keep) == 1


@pytest.mark.parametrize("budget", [BURST, budgets.of_channel("C1")])
async def test_many_at_once_get_no_more_than_there_is(database: Database, budget: Budget) -> None:
    got = await asyncio.gather(*(taken(database, budget, START, 1) for _ in range(12)))
    assert sum(got) == budget.burst


async def test_the_whole_workspace_is_meant_when_a_second_channel_has_to_wait(
    database: Database,
) -> None:
    async with database.begin() as tx:
        await budgets.hold(tx, budgets.of_channel("C1"), after(30))
        await budgets.take(tx, budgets.of_channel("C2"), START)
        assert not await budgets.others_are_held(tx, "C1", START)
        assert await budgets.others_are_held(tx, "C2", START)
