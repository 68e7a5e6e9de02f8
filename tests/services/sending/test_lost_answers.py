"""A chunk whose answer was lost becomes exactly one call job a person, on every kind of host."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.engine import URL

from bot.domain.batches import BatchState
from bot.store import open_database
from tests.clocks import ManualClock
from tests.shops import Shop, opened, phones, work

HOSTS = {
    "current, honours keys": {"generation": "current", "honours_keys": True},
    "current, ignores keys": {"generation": "current", "honours_keys": False},
    "1.10.3, honours keys": {"generation": "1.10.3", "honours_keys": True},
    "1.10.3, ignores keys": {"generation": "1.10.3", "honours_keys": False},
}
EVERYWHERE = ("drop_after_processing", "hang_after_processing", "reset", "500")
ONCE = ("hang", "502", "empty_body", "cut_json", "cut_off", "html", "wrong_types")
LOST = [(host, fault) for host in HOSTS for fault in EVERYWHERE]
LOST += [("1.10.3, ignores keys", fault) for fault in ONCE]


@pytest.fixture
async def shop(
    request: pytest.FixtureRequest, sqlite_url: URL, clock: ManualClock
) -> AsyncIterator[Shop]:
    database = open_database(sqlite_url)
    async with opened(database, clock, **HOSTS[request.param]) as made:
        yield made
    await database.close()


@pytest.mark.parametrize(("shop", "fault"), LOST, indirect=["shop"])
async def test_nobody_is_added_twice_and_nobody_is_lost(shop: Shop, fault: str) -> None:
    campaign, host = await shop.connect()
    numbers = phones(5)
    batch_id = await shop.add(campaign, numbers)
    shop.calls.fault(fault, "addPhones")
    sender = shop.sender()

    await work(sender)
    for _ in range(3):
        shop.clock.move(151)
        await work(sender)

    assert not host.books.lost(numbers)
    assert not host.books.added_twice()
    progress = await shop.progress(batch_id)
    assert progress.batch.state is BatchState.DONE
    assert progress.added == 5
    assert host.counts == {"planned": 5}
