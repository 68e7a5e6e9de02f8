"""Numbers are added once each, and go on being added, while the clock is set."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.domain.batches import BatchState, ChunkState
from bot.store import Database
from tests.clocks import ManualClock
from tests.scheduler.clock.conftest import HOUR, Watch
from tests.shops import Shop, die_during, opened, phones, until, work


@dataclass
class Times:
    """The time as it is, which the host keeps, and as our machine's clock shows it."""

    ours: ManualClock
    hosts: ManualClock

    def go_by(self, seconds: float) -> None:
        self.ours.move(seconds)
        self.hosts.move(seconds)

    def set_ours(self, by: timedelta) -> None:
        self.ours.jump(self.ours.now() + by)


@pytest.fixture
def times(clock: ManualClock) -> Times:
    return Times(clock, ManualClock())


@pytest.fixture
async def shop(database: Database, times: Times) -> AsyncIterator[Shop]:
    async with opened(database, times.ours, host_clock=times.hosts) as made:
        yield made


async def test_a_batch_that_waits_goes_on(shop: Shop, times: Times, look_at_clock: Watch) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    times.set_ours(-HOUR)
    assert await work(shop.sender()) == 0

    assert await look_at_clock(shop.desk) >= 1
    await work(shop.sender())

    assert len(host.books.jobs) == 3
    assert (await shop.progress(batch_id)).batch.state is BatchState.DONE


@pytest.mark.parametrize("by", [-HOUR, -48 * HOUR, HOUR, 48 * HOUR])
@pytest.mark.parametrize("fault", ["hang", "hang_after_processing"])
async def test_what_was_on_its_way_comes_to_its_end_once(
    shop: Shop, times: Times, look_at_clock: Watch, fault: str, by: timedelta
) -> None:
    campaign, host = await shop.connect(honours_keys=False)
    numbers = phones(4)
    batch_id = await shop.add(campaign, numbers)
    await die_during(shop, shop.sender(), fault)
    heir = shop.sender()
    times.set_ours(by)

    for _ in range(10):
        await look_at_clock(shop.desk)
        await work(heir)
        times.go_by(31)

    assert not host.books.lost(numbers)
    assert not host.books.added_twice()
    assert (await shop.progress(batch_id)).batch.state is BatchState.DONE


async def test_a_clock_set_forward_sends_nothing_that_may_be_running(
    shop: Shop, times: Times
) -> None:
    """Its lease is over by the clock, yet the sender lives and waits for its answer."""
    campaign, host = await shop.connect(honours_keys=False)
    numbers = phones(3)
    await shop.add(campaign, numbers)
    sender, other = shop.sender(), shop.sender()
    shop.calls.fault("delay", "addPhones", seconds=0.3)
    (piece,) = await sender.claim(1)
    sending = asyncio.create_task(sender.carry_out(piece))
    await until(lambda: shop.calls.requests.of("addPhones"))

    times.set_ours(HOUR)
    await work(other)
    await sending
    times.go_by(151)
    await work(other)

    assert not host.books.added_twice()
    assert not host.books.lost(numbers)
    assert len(shop.calls.requests.of("addPhones")) == 1


async def test_a_lost_request_has_its_time_to_end_by_the_hosts_clock(
    shop: Shop, times: Times
) -> None:
    """Its answer is given up, and the host is at it still."""
    campaign, host = await shop.connect(honours_keys=False)
    numbers = phones(3)
    await shop.add(campaign, numbers)
    sender = shop.sender()
    shop.calls.fault("delay", "addPhones", seconds=2.5)
    await work(sender)
    times.set_ours(HOUR)
    await work(sender)
    await until(lambda: host.books.jobs)

    times.go_by(200)
    await work(sender)

    assert not host.books.added_twice()
    assert not host.books.lost(numbers)
    assert len(shop.calls.requests.of("addPhones")) == 1


@pytest.mark.parametrize("by", [-HOUR, -3 * HOUR])
async def test_a_key_is_no_younger_for_a_clock_that_was_set_back(
    shop: Shop, times: Times, look_at_clock: Watch, by: timedelta
) -> None:
    """The host forgets keys by its own clock."""
    campaign, _ = await shop.connect(honours_keys=False)
    batch_id = await shop.add(campaign, phones(3))
    sender = shop.sender()
    shop.calls.fault("hang", "addPhones")
    shop.calls.fault("500", "callJob/getReportByDate", times=1_000)
    await work(sender)
    times.go_by(22.5 * 3600)
    times.set_ours(by)
    times.go_by(HOUR.total_seconds())
    shop.calls.clear_faults()

    await look_at_clock(shop.desk)
    await work(sender)

    assert (await shop.states(batch_id)) == {str(ChunkState.UNKNOWN): 1}
    assert len(shop.calls.requests.of("addPhones")) == 1


async def test_a_key_is_no_older_for_a_clock_that_was_set_forward(shop: Shop, times: Times) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    sender = shop.sender()
    shop.calls.fault("hang", "addPhones")
    await work(sender)
    times.set_ours(48 * HOUR)
    times.go_by(151)

    await work(sender)

    first, second = shop.calls.requests.of("addPhones")
    assert first.key == second.key
    assert not host.books.added_twice()
    assert (await shop.progress(batch_id)).batch.state is BatchState.DONE
