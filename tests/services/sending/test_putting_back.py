"""A process that stops lets go of requests with which it has begun nothing."""

from __future__ import annotations

import pytest

from bot.domain.batches import BatchState, ChunkState
from tests.shops import ADMIN, Shop, phones, work


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests of two rows, so that a few numbers make many."""
    monkeypatch.setattr("bot.store.chunk_changes.make.__defaults__", (2,))


async def test_an_undo_that_began_meanwhile_comes_to_its_end(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    batch_id = await shop.add(campaign, phones(2))
    stopping = shop.sender()
    (piece,) = await stopping.claim(1)
    await shop.adding.undo.begin(ADMIN, batch_id)

    await stopping.put_back(piece)
    await work(shop.sender())

    assert (await shop.progress(batch_id)).batch.state is BatchState.UNDONE
    assert not shop.calls.requests.of("addPhones")


async def test_a_batch_that_was_halted_meanwhile_sends_no_more_and_may_go_on(shop: Shop) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(4))
    stopping = shop.sender()
    sent, not_begun = await stopping.claim(2)
    shop.calls.fault("403", "addPhones")
    await stopping.carry_out(sent)

    await stopping.put_back(not_begun)
    await work(shop.sender())

    progress = await shop.progress(batch_id)
    assert progress.batch.state is BatchState.HALTED
    assert progress.in_chunks(ChunkState.HALTED) == 4
    assert len(shop.calls.requests.of("addPhones")) == 1

    await shop.adding.undo.go_on(ADMIN, batch_id)
    await work(shop.sender())
    assert not host.books.lost(phones(4))


async def test_a_request_that_is_another_s_by_now_is_left_alone(shop: Shop) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(2))
    stopping = shop.sender()
    (piece,) = await stopping.claim(1)
    shop.clock.move(31)
    await work(shop.sender())

    await stopping.put_back(piece)
    await work(shop.sender())

    assert (await shop.progress(batch_id)).batch.state is BatchState.DONE
    assert not host.books.added_twice()


async def test_a_look_that_a_person_asked_for_still_sends_nothing(shop: Shop) -> None:
    """They said that the numbers were added: a restart in between makes nobody sure of less."""
    campaign, _ = await shop.connect()
    batch_id = await shop.add(campaign, phones(2))
    stopping, other = shop.sender(), shop.sender()
    shop.calls.fault("hang", "addPhones")
    shop.calls.fault("403", "callJob/getReportByDate")
    await work(stopping)
    assert await shop.states(batch_id) == {"unknown": 1}
    await shop.adding.undo.adopt(ADMIN, batch_id)
    (look,) = await stopping.claim(1)

    await stopping.put_back(look)
    shop.clock.move(151)
    await work(other)

    assert await shop.states(batch_id) == {"unknown": 1}
    assert len(shop.calls.requests.of("addPhones")) == 1
