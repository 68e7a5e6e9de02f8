"""Chunks are claimed once, in their order, and no campaign keeps the others waiting."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import pytest

from bot.domain.batches import Batch
from bot.services.sending.settling import Settling
from bot.services.sending.together import MOST
from bot.store import open_database
from bot.store.chunks import Chunk
from tests.counting import asked_of
from tests.shops import ADMIN, Shop, phones, until, work


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests of two rows, so that a few numbers make many."""
    monkeypatch.setattr("bot.store.chunk_changes.make.__defaults__", (2,))


def campaigns_of(pieces: list[Chunk]) -> Counter[int]:
    return Counter(one.campaign_id for one in pieces)


async def test_four_of_a_campaign_go_at_once_and_the_others_are_not_kept_waiting(
    shop: Shop,
) -> None:
    (spring, _), (autumn, _) = await shop.connect("spring"), await shop.connect("autumn")
    await shop.add(spring, phones(40))
    await shop.add(autumn, phones(4))

    claimed = await shop.sender().claim(16)

    assert campaigns_of(claimed) == {spring.id: 4, autumn.id: 2}  # type: ignore[arg-type]


async def test_where_room_is_short_it_is_shared(shop: Shop) -> None:
    (spring, _), (autumn, _) = await shop.connect("spring"), await shop.connect("autumn")
    await shop.add(spring, phones(40))
    await shop.add(autumn, phones(40))

    claimed = await shop.sender().claim(4)

    assert campaigns_of(claimed) == {spring.id: 2, autumn.id: 2}  # type: ignore[arg-type]


async def test_two_workers_count_what_the_other_has_under_way(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await shop.add(campaign, phones(40))
    assert len(await shop.sender().claim(3)) == 3
    assert len(await shop.sender().claim(16)) == 1
    assert not await shop.sender().claim(16)


async def test_two_workers_add_everybody_once(shop: Shop) -> None:
    campaign, host = await shop.connect()
    numbers = phones(60)
    batch_id = await shop.add(campaign, numbers)
    other = open_database(shop.desk.db.engine.url) if not shop.desk.db.is_sqlite else None
    one, two = shop.sender(), shop.sender(other)

    while await work(one, limit=2) + await work(two, limit=2):
        pass

    if other is not None:
        await other.close()
    assert not host.books.lost(numbers)
    assert not host.books.added_twice()
    assert (await shop.progress(batch_id)).added == 60
    assert len(shop.calls.requests.of("addPhones")) == 30


async def test_a_batch_goes_out_in_its_order(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await shop.add(campaign, phones(8))
    claimed = await shop.sender().claim(16)
    assert [one.first_position for one in claimed if isinstance(one, Chunk)] == [0, 2, 4, 6]


async def test_people_who_are_added_again_wait_until_their_first_batch_is_through(
    shop: Shop,
) -> None:
    """Lost answers of both could not be told apart."""
    campaign, host = await shop.connect(honours_keys=False)
    numbers = phones(2)
    first = await shop.preview(campaign, numbers)
    await shop.confirm(first)
    second = await shop.preview(campaign, numbers)
    assert second.ready == 0
    second = await shop.adding.drafts.add_again(ADMIN, second.batch.id, again=True)
    assert second.ready == 2
    await shop.confirm(second)
    sender = shop.sender()
    shop.calls.fault("drop_after_processing", "addPhones")

    assert len(await shop.sender().claim(16)) == 1
    shop.clock.move(31)
    for _ in range(4):
        await work(sender)
        shop.clock.move(151)

    assert {phone: len(ids) for phone, ids in host.books.jobs.items()} == dict.fromkeys(numbers, 2)


async def test_a_claim_reads_no_more_rows_ahead_than_any_other_waits_for(shop: Shop) -> None:
    """What is claimed beyond that is read by those who send it."""
    hosts = []
    for number, name in enumerate(("spring", "summer", "autumn")):
        campaign, host = await shop.connect(name)
        await shop.add(campaign, phones(8, first=10 * number))
        hosts.append(host)
    sender = shop.sender()

    with asked_of(shop.desk.db) as asked:
        claimed = await sender.claim(64)

    assert len(claimed) == 12
    assert sum("FROM batch_row" in one for one in asked.statements) == MOST
    await asyncio.gather(*(sender.carry_out(one) for one in claimed))
    assert [len(host.books.jobs) for host in hosts] == [8, 8, 8]


async def test_the_next_requests_go_while_answers_are_stored_but_never_five_at_once(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a quick host has answered waits for our database, and the host need not."""
    campaign, host = await shop.connect()
    await shop.add(campaign, phones(40))
    sender, may_store = shop.sender(), asyncio.Event()
    sent = Settling.sent

    async def later(*arguments: Any) -> None:
        await may_store.wait()
        await sent(*arguments)

    monkeypatch.setattr(Settling, "sent", later)
    under_way = [asyncio.create_task(sender.carry_out(one)) for one in await sender.claim(16)]
    assert not await sender.claim(16)
    await until(lambda: len(host.books.jobs) == 8)

    claimed: list[Chunk | Batch] = []
    while len(claimed) < 4:
        claimed += await sender.claim(16)
    assert len(claimed) == 4, "as many again"
    under_way += [asyncio.create_task(sender.carry_out(one)) for one in claimed]
    await until(lambda: len(host.books.jobs) == 16)
    assert not await sender.claim(16), "eight answers are enough to be lost in a power cut"

    may_store.set()
    await asyncio.gather(*under_way)
    await work(sender)
    assert not host.books.lost(phones(40))
