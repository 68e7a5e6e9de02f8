"""The sending duty: several requests at once, fair between campaigns, and drained at the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select

from bot.domain.batches import BatchState
from bot.scheduler.sending import SendingDuty
from bot.store import Database
from bot.store.schema import batch_row
from bot.tasks import Tasks
from tests.clocks import ManualClock
from tests.shops import Shop, opened, phones, until


@pytest.fixture
async def shop(database: Database, clock: ManualClock) -> AsyncIterator[Shop]:
    async with opened(database, clock) as made:
        yield made


class Worker:
    """A duty with tasks of its own, as one process has them."""

    def __init__(self, shop: Shop) -> None:
        self.errors: list[BaseException] = []
        self.tasks = Tasks(self._failed)
        self.duty = SendingDuty(shop.sender(), self.tasks, shop.desk.wakeups, shop.clock)

    async def _failed(self, error: BaseException, name: str) -> None:
        self.errors.append(error)

    async def round(self) -> None:
        """Step until nothing is due, and nothing that was under way before can have made it due."""
        quiet = False
        while await self.duty.step() or len(self.tasks) or not quiet:
            await asyncio.sleep(0.002)  # What is under way goes on.
            quiet = not len(self.tasks)


async def test_a_campaign_whose_host_hangs_keeps_no_other_waiting(shop: Shop) -> None:
    hanging, _ = await shop.connect("hanging")
    well, host = await shop.connect("well")
    await shop.add(hanging, phones(4_000))
    batch_id = await shop.add(well, phones(3))
    shop.calls.fault("hang", "addPhones", campaign=_number(shop, "hanging"), times=4)
    worker = Worker(shop)

    await worker.duty.step()
    await until(lambda: len(host.books.jobs) == 3)
    await worker.tasks.drain(20)

    assert (await shop.progress(batch_id)).batch.state is BatchState.DONE
    assert not worker.errors


def _number(shop: Shop, name: str) -> int:
    return next(one.id for one in shop.calls.campaigns if one.name == name)


async def test_it_looks_again_at_once_only_where_more_may_be_due(shop: Shop) -> None:
    for number in range(17):
        campaign, _ = await shop.connect(f"campaign {number}")
        await shop.add(campaign, phones(3_500))
    worker = Worker(shop)

    assert await worker.duty.step(), "64 of the 68 that are due fill it"
    assert not await worker.duty.step(), "there is no room"
    await worker.tasks.drain(30)
    assert not worker.errors


async def test_a_large_batch_is_sent_to_its_end(shop: Shop) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(9_500))
    worker = Worker(shop)
    await worker.round()
    assert (await shop.progress(batch_id)).batch.state is BatchState.DONE
    assert len(host.books.jobs) == 9_500
    assert not worker.errors


async def test_at_shutdown_what_is_under_way_ends_and_the_rest_is_free(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    batch_id = await shop.add(campaign, phones(6_000))
    worker = Worker(shop)
    await worker.duty.step()
    await worker.tasks.drain(20)
    assert not await worker.duty.step()
    assert await shop.states(batch_id) == {"sent": 4, "waiting": 2}
    assert not worker.errors

    await Worker(shop).round()
    assert (await shop.progress(batch_id)).added == 6_000


async def test_old_previews_are_forgotten(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    old = await shop.preview(campaign, phones(3))
    shop.clock.move(23 * 3600)
    young = await shop.preview(campaign, phones(3))
    shop.clock.move(2 * 3600)

    assert not await Worker(shop).duty.step()

    assert (await shop.adding.previews.of_id(old.batch.id)).batch.state is BatchState.EXPIRED
    assert (await shop.adding.previews.of_id(young.batch.id)).ready == 3
    async with shop.desk.db.read() as tx:
        assert await tx.scalar(select(func.count()).select_from(batch_row)) == 3
