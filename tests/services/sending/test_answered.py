"""What a campaign's host has answered, and is not stored yet, makes room for the next requests."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from bot.domain.batches import ChunkState
from bot.services.sending.leases import PER_CAMPAIGN, Leases
from bot.store import chunks
from bot.store.chunks import Chunk
from tests.shops import Shop, phones


@pytest.fixture(autouse=True)
def single_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests of one row."""
    monkeypatch.setattr("bot.store.chunk_changes.make.__defaults__", (1,))


async def claim(shop: Shop, leases: Leases) -> list[Chunk]:
    async with shop.desk.db.begin() as tx:
        return await leases.claim(tx, 64)


async def store(shop: Shop, held: list[Chunk]) -> None:
    async with shop.desk.db.begin() as tx:
        for one in held:
            assert await chunks.settle(tx, one, ChunkState.SENT)


async def test_an_answer_that_made_no_room_takes_none_away_when_it_is_stored(shop: Shop) -> None:
    """Four make room; a fifth comes while they are stored, and a sixth after that."""
    campaign, _ = await shop.connect()
    await shop.add(campaign, phones(12))
    leases = Leases(shop.desk)
    first = await claim(shop, leases)
    with ExitStack() as four:
        for one in first:
            four.enter_context(leases.answered(one))
        fifth, sixth, *_ = second = await claim(shop, leases)
        late = ExitStack()
        late.enter_context(leases.answered(fifth))
        await store(shop, first)
    assert (len(first), len(second)) == (PER_CAMPAIGN, PER_CAMPAIGN)

    with leases.answered(sixth):
        late.close()
        assert len(await claim(shop, leases)) == 1


async def test_when_answers_are_stored_those_that_came_later_make_room(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await shop.add(campaign, phones(12))
    leases = Leases(shop.desk)
    first = await claim(shop, leases)
    with ExitStack() as later:
        with ExitStack() as four:
            for one in first:
                four.enter_context(leases.answered(one))
            second = await claim(shop, leases)
            for one in second[:2]:
                later.enter_context(leases.answered(one))
            assert not await claim(shop, leases), "four make room, however many are answered"
            await store(shop, first)
        assert len(await claim(shop, leases)) == 2


async def test_an_answer_that_is_stored_makes_no_room_twice(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await shop.add(campaign, phones(12))
    leases = Leases(shop.desk)
    first = await claim(shop, leases)
    for one in first:
        with leases.answered(one):
            pass
    assert not await claim(shop, leases), "nothing was stored, so all are under way"
