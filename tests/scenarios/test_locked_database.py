"""Another program holds the database's lock: people wait for it, or are told so."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.scenarios.office import ADMIN, CHANNEL, Office


@asynccontextmanager
async def locked(office: Office) -> AsyncIterator[None]:
    """A backup, say, that holds the file's write lock."""
    path = str(office.settings.sqlite_path)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    # In a thread: the bot must go on to its commit before the lock can be had.
    await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def test_a_short_lock_is_waited_for(spring: Office) -> None:
    async with locked(spring):
        asked = asyncio.create_task(spring.slack.command(ADMIN, CHANNEL, "/campaign pause spring"))
        assert (await asked).ok, "the ack waits for no database"
        assert spring.calls.campaigns[0].state == "inProgress"
    await spring.slack.ephemeral(ADMIN, "is paused.")


async def test_a_lock_that_stays_is_told_and_nothing_is_lost(
    spring: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that waits for the one connection takes turns, and none of them is long."""
    monkeypatch.setattr("bot.store.engine.Database.begin.__wrapped__.__defaults__", (1.0,))
    preview = await spring.tell(ADMIN, "add spring +12025550123", "would be added")
    async with locked(spring):
        await spring.slack.command(ADMIN, CHANNEL, "/campaign pause spring")
        told = await spring.slack.ephemeral(ADMIN, "database does not answer")
        assert "Nothing was changed" in told.text
    await spring.tell(ADMIN, "pause spring", "is paused.")
    await spring.slack.click(ADMIN, "Add 1", preview)
    await spring.slack.message(CHANNEL, "added 1 number")


async def test_a_press_that_could_not_be_stored_is_told_before_it_counts_as_taken(
    spring: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.engine.Database.begin.__wrapped__.__defaults__", (0.5,))
    preview = await spring.tell(ADMIN, "add spring +12025550123", "would be added")
    held = spring.slack.fault("response_url", "hold")
    spring.slack.settings(ack_seconds=120.0)
    async with locked(spring):
        pressing = asyncio.create_task(spring.slack.click(ADMIN, "Add 1", preview))
        await held.reached.wait()
        assert not pressing.done()
        held.release()
    assert (await pressing).ok
    await spring.slack.ephemeral(ADMIN, "database does not answer")
