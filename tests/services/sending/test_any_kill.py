"""Whatever is killed when, and whatever the host answers: nobody twice, nobody lost."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.domain.batches import BatchState, ChunkState
from bot.services.sending import Sending
from tests.shops import Shop, phones, work

FAULTS = (
    "drop_after_processing",
    "reset",
    "hang",
    "500",
    "cut_json",
    "429",
    "hang_after_processing",
)
ROUTES = ("addPhones", "addPhones", "callJob/getReportByDate", "callJob/getReport", "getReport")


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.chunk_changes.make.__defaults__", (3,))


async def _bad_day(shop: Shop, dice: random.Random) -> None:
    """Workers come and go, time passes, and the host spoils one request after another."""
    for _ in range(10):
        for _ in range(dice.randrange(3)):
            shop.calls.fault(dice.choice(FAULTS), dice.choice(ROUTES))
        worker = shop.sender()
        tasks = [asyncio.create_task(_one(worker)) for _ in range(dice.randrange(1, 4))]
        await asyncio.wait(tasks, timeout=dice.random() * 0.1)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        shop.clock.move(dice.choice((0, 1, 31, 151)))


async def _one(worker: Sending) -> None:
    for piece in await worker.claim(2):
        await worker.carry_out(piece)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("honours", [True, False])
@pytest.mark.parametrize("generation", ["current", "1.10.3"])
async def test_the_books_agree(shop: Shop, seed: int, honours: bool, generation: str) -> None:
    campaign, host = await shop.connect(generation=generation, honours_keys=honours)
    numbers = phones(20)
    batch_id = await shop.add(campaign, numbers)

    await _bad_day(shop, random.Random(seed))
    shop.calls.clear_faults()
    for _ in range(6):
        shop.clock.move(301)
        await work(shop.sender())

    assert not host.books.added_twice()
    assert not host.books.lost(numbers)
    progress = await shop.progress(batch_id)
    assert progress.batch.state is BatchState.DONE
    assert progress.added == 20
    assert not progress.in_chunks(ChunkState.UNKNOWN)
