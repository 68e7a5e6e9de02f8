"""Undo cancels exactly what its batch added, whatever happens in between."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.domain.batches import BatchState, ChunkState, Undone
from bot.errors import TooLate
from bot.store.schema import call_job
from tests.shops import ADMIN, ANOTHER, Shop, phones, until, work


async def test_only_that_batch_is_canceled(shop: Shop) -> None:
    campaign, host = await shop.connect()
    kept = await shop.add(campaign, phones(2))
    undone = await shop.add(campaign, phones(3, first=50))
    sender = shop.sender()
    await work(sender)

    await shop.adding.undo.begin(ANOTHER, undone)
    await work(sender)

    assert host.counts == {"planned": 2, "canceled": 3}
    progress = await shop.progress(undone)
    assert progress.batch.state is BatchState.UNDONE
    assert progress.batch.undone_by == ANOTHER.user_id
    assert Undone.of(progress.batch) == Undone(canceled=3)
    assert (await shop.progress(kept)).batch.state is BatchState.DONE


async def test_what_was_not_sent_yet_is_not_sent_any_more(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    await shop.adding.undo.begin(ADMIN, batch_id)
    await work(shop.sender())
    progress = await shop.progress(batch_id)
    assert progress.batch.state is BatchState.UNDONE
    assert progress.in_chunks(ChunkState.HALTED) == 3
    assert not shop.calls.requests.of("addPhones")


async def test_a_request_that_is_under_way_is_waited_for_and_then_canceled(shop: Shop) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    sender = shop.sender()
    shop.calls.fault("drop_after_processing", "addPhones")
    shop.calls.fault("500", "callJob/getReportByDate")
    await work(sender)
    await shop.adding.undo.begin(ADMIN, batch_id)
    await work(sender)
    assert (await shop.progress(batch_id)).batch.state is BatchState.UNDOING
    assert host.counts == {"planned": 3}

    shop.clock.move(151)
    await work(sender)

    assert host.counts == {"canceled": 3}
    assert (await shop.progress(batch_id)).batch.state is BatchState.UNDONE


async def test_a_lost_request_is_not_sent_again_once_its_batch_is_undone(shop: Shop) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    sender = shop.sender()
    shop.calls.fault("hang", "addPhones")
    await work(sender)
    await shop.adding.undo.begin(ADMIN, batch_id)
    shop.clock.move(151)
    await work(sender)
    assert host.counts == {}
    assert (await shop.progress(batch_id)).batch.state is BatchState.UNDONE


async def test_it_is_begun_once(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    await work(shop.sender())
    await shop.adding.undo.begin(ADMIN, batch_id)
    with pytest.raises(TooLate):
        await shop.adding.undo.begin(ANOTHER, batch_id)
    with pytest.raises(TooLate):
        await shop.adding.undo.ask(ANOTHER, batch_id)


@pytest.mark.parametrize("fault", ["drop_after_processing", "500", "hang", "empty_body"])
async def test_a_cancel_whose_answer_is_lost_is_asked_again(shop: Shop, fault: str) -> None:
    campaign, host = await shop.connect(honours_keys=False)
    batch_id = await shop.add(campaign, phones(3))
    sender = shop.sender()
    await work(sender)
    shop.calls.fault(fault, "callJob/cancel")
    await shop.adding.undo.begin(ADMIN, batch_id)
    await work(sender)
    assert (await shop.progress(batch_id)).batch.state is BatchState.UNDOING

    shop.clock.move(10)
    await work(sender)

    assert host.counts == {"canceled": 3}
    progress = await shop.progress(batch_id)
    assert Undone.of(progress.batch) == Undone(canceled=3)


async def test_a_worker_that_died_in_an_undo_is_followed_by_another(shop: Shop) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    sender = shop.sender()
    await work(sender)
    await shop.adding.undo.begin(ADMIN, batch_id)
    shop.calls.fault("hang", "callJob/cancel")
    (piece,) = await sender.claim(1)
    dying = asyncio.create_task(sender.carry_out(piece))
    await until(lambda: shop.calls.requests.of("callJob/cancel"))
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    assert not await work(shop.sender())

    shop.clock.move(61)
    await work(shop.sender())

    assert host.counts == {"canceled": 3}


async def test_calls_that_run_and_calls_that_are_over_are_told_apart(shop: Shop) -> None:
    campaign, host = await shop.connect(lines=2)
    batch_id = await shop.add(campaign, phones(3))
    sender = shop.sender()
    await work(sender)
    await until(lambda: host.counts.get("inProcess") == 2)
    await shop.adding.undo.begin(ADMIN, batch_id)
    await work(sender)
    progress = await shop.progress(batch_id)
    undone = Undone.of(progress.batch)
    assert undone is not None
    assert (undone.canceled, undone.running + undone.finished) == (1, 2)


async def test_whoever_cancels_is_named_for_the_alerts(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    sender = shop.sender()
    await work(sender)
    await shop.adding.undo.begin(ANOTHER, batch_id)
    await work(sender)
    async with shop.desk.db.read() as tx:
        by = set((await tx.scalars(select(call_job.c.canceled_by))).all())
    assert by == {ANOTHER.user_id}


async def test_an_undo_that_the_host_refuses_says_so(shop: Shop) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    sender = shop.sender()
    await work(sender)
    host.outside("change_token")
    await shop.adding.undo.begin(ADMIN, batch_id)
    await work(sender)
    progress = await shop.progress(batch_id)
    assert (progress.batch.state, progress.batch.halt_reason) == (BatchState.HALTED, "undo")
    assert progress.undoable
