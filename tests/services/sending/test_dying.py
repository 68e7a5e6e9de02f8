"""A worker dies in the middle of a request, and another one takes over."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.batches import BatchState
from tests.shops import Shop, die_during, phones, until, work


@pytest.mark.parametrize("fault", ["hang", "hang_after_processing"])
async def test_what_a_dead_worker_sent_is_found_or_sent_again(shop: Shop, fault: str) -> None:
    campaign, host = await shop.connect(honours_keys=False)
    numbers = phones(4)
    batch_id = await shop.add(campaign, numbers)
    await die_during(shop, shop.sender(), fault)
    heir = shop.sender()

    assert await work(heir) == 0
    for seconds in (31, 151, 1):
        shop.clock.move(seconds)
        await work(heir)

    assert not host.books.lost(numbers)
    assert not host.books.added_twice()
    assert (await shop.progress(batch_id)).batch.state is BatchState.DONE


async def test_nothing_is_sent_again_while_the_dead_workers_request_may_be_running(
    shop: Shop,
) -> None:
    campaign, _ = await shop.connect()
    await shop.add(campaign, phones(2))
    await die_during(shop, shop.sender(), "hang")
    heir = shop.sender()

    shop.clock.move(31)
    assert await work(heir) == 1
    shop.clock.move(148)
    assert await work(heir) == 0
    assert len(shop.calls.requests.of("addPhones")) == 1

    shop.clock.move(2)
    await work(heir)
    sent = shop.calls.requests.of("addPhones")
    assert len(sent) == 2
    assert sent[0].key == sent[1].key


async def test_a_worker_that_died_before_it_sent_loses_nothing(shop: Shop) -> None:
    campaign, host = await shop.connect()
    numbers = phones(3)
    batch_id = await shop.add(campaign, numbers)
    await shop.sender().claim(1)
    shop.clock.move(31)

    await work(shop.sender())

    assert not host.books.lost(numbers)
    assert (await shop.progress(batch_id)).added == 3


async def test_a_worker_that_slept_past_its_lease_sends_nothing(shop: Shop) -> None:
    campaign, host = await shop.connect()
    await shop.add(campaign, phones(3))
    sleeper, heir = shop.sender(), shop.sender()
    (piece,) = await sleeper.claim(1)
    shop.clock.move(31)
    await work(heir)

    await sleeper.carry_out(piece)

    assert not host.books.added_twice()
    assert len(shop.calls.requests.of("addPhones")) == 1


async def test_a_late_writer_changes_nothing(shop: Shop) -> None:
    """Its answer comes after another worker has found the call jobs and adopted them."""
    campaign, host = await shop.connect()
    numbers = phones(3)
    batch_id = await shop.add(campaign, numbers)
    sleeper, heir = shop.sender(), shop.sender()
    shop.calls.fault("delay_after_processing", "addPhones", seconds=0.2)
    (piece,) = await sleeper.claim(1)
    sending = asyncio.create_task(sleeper.carry_out(piece))
    await until(lambda: host.books.jobs)
    shop.clock.move(31)
    await work(heir)
    await sending

    progress = await shop.progress(batch_id)
    assert progress.added == 3
    assert progress.batch.state is BatchState.DONE
    assert (await shop.states(batch_id)) == {"sent": 1}


async def test_a_piece_that_cannot_be_begun_is_free_for_others(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await shop.add(campaign, phones(1))
    stopping, other = shop.sender(), shop.sender()
    (piece,) = await stopping.claim(1)
    assert not await other.claim(1)

    await stopping.put_back(piece)

    assert len(await other.claim(1)) == 1
