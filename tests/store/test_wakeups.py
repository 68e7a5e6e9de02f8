"""Work that is announced is found at once, also by another process, also after a restart."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest
from sqlalchemy.engine import URL

from bot.store import Database, Wakeups, open_database, open_wakeups
from bot.store.wakeups import PostgresWakeups
from tests.postgres import Cluster


async def test_an_announcement_ends_the_wait(database: Database) -> None:
    async with open_wakeups(database) as wakeups:
        waiting = asyncio.create_task(wakeups.wait("batches", timeout=30))
        await asyncio.sleep(0)
        wakeups.notify("batches")
        assert await waiting


async def test_what_was_announced_before_the_wait_is_not_lost(database: Database) -> None:
    async with open_wakeups(database) as wakeups:
        wakeups.notify("batches")
        assert await wakeups.wait("batches", timeout=30)


async def test_one_announcement_is_heard_once_and_other_topics_stay_silent() -> None:
    wakeups = Wakeups()
    wakeups.notify("batches")
    assert not await wakeups.wait("posts", timeout=0)
    assert await wakeups.wait("batches", timeout=30)
    assert not await wakeups.wait("batches", timeout=0)


async def test_everybody_who_waits_is_woken() -> None:
    wakeups = Wakeups()
    waiting = [asyncio.create_task(wakeups.wait("posts", timeout=30)) for _ in range(3)]
    await asyncio.sleep(0)
    wakeups.notify("posts")
    assert await asyncio.gather(*waiting) == [True, True, True]


async def joined(stack: AsyncExitStack, url: URL) -> PostgresWakeups:
    """The wake-ups of another process, already listening, and past the first general call."""
    database = open_database(url)
    stack.push_async_callback(database.close)
    wakeups = await stack.enter_async_context(open_wakeups(database))
    assert isinstance(wakeups, PostgresWakeups)
    await wakeups.listening.wait()
    return wakeups


async def test_another_process_hears_it(postgres_url: URL) -> None:
    async with AsyncExitStack() as stack:
        speaker, hearer = await joined(stack, postgres_url), await joined(stack, postgres_url)
        waiting = asyncio.create_task(hearer.wait("batches", timeout=30))
        await asyncio.sleep(0)
        speaker.notify("batches")
        assert await waiting


async def test_a_restarted_server_is_listened_to_again(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.wakeups._RETRY_SECONDS", 0.05)
    async with AsyncExitStack() as stack:
        speaker, hearer = [await joined(stack, cluster.url()) for _ in range(2)]
        waiting = asyncio.create_task(hearer.wait("batches", timeout=30))
        await asyncio.to_thread(cluster.stop)
        await asyncio.to_thread(cluster.start)
        assert await waiting, "whoever waits is woken after a gap"
        await hearer.listening.wait()
        speaker.notify("batches")
        assert await hearer.wait("batches", timeout=30)
