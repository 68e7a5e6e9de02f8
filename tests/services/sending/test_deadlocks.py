"""Senders and watchers touch the same campaign and the same cards: on PostgreSQL neither is undone
for the other's sake."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.batches import Batch
from bot.services.sending.showing import Showing
from bot.store import batches, campaigns, cards, snapshots
from bot.store.outbox import Priority
from tests.shops import Shop, phones

_WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


@pytest.fixture
def database_url(postgres_url: URL) -> URL:
    """SQLite has one writer at a time, and so no deadlock."""
    return postgres_url


async def test_a_batch_that_ends_while_the_state_changes(shop: Shop) -> None:
    """The sender has stored call jobs, and comes to the cards when the watcher is there already."""
    campaign, _ = await shop.connect()
    now = shop.clock.now()
    async with shop.desk.db.begin() as tx:
        for channel_id in ("C1", "C2"):
            await cards.put(tx, campaign.id, channel_id, f"card:{channel_id}", now)
        batch = await batches.add(
            tx, campaign_id=campaign.id, source="command", created_by="UADMIN", created_at=now
        )
    async with asyncio.timeout(20):
        held = asyncio.Event()
        await asyncio.gather(_send(shop, batch, held), _watch(shop, campaign.id, held))


async def _send(shop: Shop, batch: Batch, held: asyncio.Event) -> None:
    now = shop.clock.now()
    await held.wait()
    async with shop.desk.db.begin() as tx:
        await snapshots.write(tx, batch.campaign_id, new=_new(["1"], now), changed=[], before={})
        await Showing(shop.desk).progress(tx, batch, now, ended=True)


async def _watch(shop: Shop, campaign_id: int, held: asyncio.Event) -> None:
    now = shop.clock.now()
    async with shop.desk.db.begin() as tx:
        await campaigns.change(tx, campaign_id, looked_at=now)
        held.set()
        await _until_somebody_waits(shop)
        await cards.touch(tx, campaign_id, Priority.COUNT, now)


async def test_whoever_locks_a_campaign_waits_for_no_call_jobs_that_are_stored(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    now = shop.clock.now()
    async with shop.desk.db.begin() as tx, asyncio.timeout(20):
        await snapshots.write(tx, campaign.id, new=_new(["1"], now), changed=[], before={})
        await asyncio.create_task(_lock(shop, campaign.id))


async def _lock(shop: Shop, campaign_id: int) -> None:
    async with shop.desk.db.begin() as tx:
        assert await campaigns.lock(tx, campaign_id)


async def _until_somebody_waits(shop: Shop) -> None:
    while True:
        async with AsyncEngine(shop.desk.db.engine).connect() as look:
            if await look.scalar(_WAITING):
                return
        await asyncio.sleep(0.01)


async def test_a_chunk_that_is_stored_while_the_watcher_meets_its_call_jobs(shop: Shop) -> None:
    """Both store the same new call jobs: one after the other, and neither is undone."""
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    [chunk] = await shop.sender().claim(1)
    held = asyncio.Event()

    async def watch() -> None:
        now = shop.clock.now()
        async with shop.desk.db.begin() as tx:
            await campaigns.change(tx, campaign.id, looked_at=now)
            held.set()
            await _until_somebody_waits(shop)
            ids = [host.books.jobs[one][0] for one in phones(3)]
            await snapshots.write(tx, campaign.id, new=_new(ids, now), changed=[], before={})

    async def send() -> None:
        await held.wait()
        await shop.sender().carry_out(chunk)

    async with asyncio.timeout(20):
        sent, watched = await asyncio.gather(send(), watch(), return_exceptions=True)
    assert (sent, watched) == (None, None)
    assert (await shop.progress(batch_id)).added == 3


def _new(job_ids: list[str], now: datetime) -> list[dict[str, Any]]:
    job = {"phone": phones(1)[0], "status": "planned", "outcome": "open", "attempts": 0}
    return [{**job, "job_id": one, "talk_seconds": 0, "seen_at": now} for one in job_ids]
