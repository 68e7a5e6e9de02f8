"""What nobody can find out is shown as unknown, and a person settles it."""

from __future__ import annotations

import pytest

from bot.domain.batches import BatchState, ChunkState
from bot.errors import TooLate
from bot.services.sending import Sending
from tests.shops import ADMIN, Shop, phones, work

DAY = 24 * 3600


async def lose(shop: Shop, sender: Sending, fault: str, numbers: int = 3) -> int:
    """A batch whose answer is lost and which cannot be looked for within a day."""
    campaign, _ = await shop.connect(honours_keys=False)
    batch_id = await shop.add(campaign, phones(numbers))
    shop.calls.fault(fault, "addPhones")
    shop.calls.fault("500", "callJob/getReportByDate", times=1_000)
    await work(sender)
    shop.clock.move(DAY)
    await work(sender)
    return batch_id


async def test_after_a_day_without_a_look_it_is_unknown_and_nothing_is_guessed(
    shop: Shop,
) -> None:
    batch_id = await lose(shop, shop.sender(), "hang")
    progress = await shop.progress(batch_id)
    assert progress.in_chunks(ChunkState.UNKNOWN) == 3
    assert progress.batch.state is BatchState.DONE
    assert len(shop.calls.requests.of("addPhones")) == 1


async def test_a_person_adopts_what_is_there(shop: Shop) -> None:
    sender = shop.sender()
    batch_id = await lose(shop, sender, "drop_after_processing")
    shop.calls.clear_faults()

    await shop.adding.undo.adopt(ADMIN, batch_id)
    await work(sender)

    progress = await shop.progress(batch_id)
    assert (progress.added, progress.in_chunks(ChunkState.UNKNOWN)) == (3, 0)
    assert progress.undoable
    assert len(shop.calls.requests.of("addPhones")) == 1


async def test_adopting_what_is_not_there_sends_nothing(shop: Shop) -> None:
    sender = shop.sender()
    batch_id = await lose(shop, sender, "hang")
    shop.calls.clear_faults()

    await shop.adding.undo.adopt(ADMIN, batch_id)
    await work(sender)

    assert (await shop.progress(batch_id)).in_chunks(ChunkState.UNKNOWN) == 3
    assert len(shop.calls.requests.of("addPhones")) == 1


async def test_a_person_who_is_sure_sends_them_with_a_key_that_is_new(shop: Shop) -> None:
    sender = shop.sender()
    batch_id = await lose(shop, sender, "hang")
    shop.calls.clear_faults()

    await shop.adding.undo.send(ADMIN, batch_id)
    await work(sender)

    progress = await shop.progress(batch_id)
    assert (progress.added, progress.batch.state) == (3, BatchState.DONE)
    first, second = shop.calls.requests.of("addPhones")
    assert first.key != second.key


async def test_it_is_settled_once(shop: Shop) -> None:
    sender = shop.sender()
    batch_id = await lose(shop, sender, "hang")
    shop.calls.clear_faults()
    await shop.adding.undo.send(ADMIN, batch_id)
    with pytest.raises(TooLate):
        await shop.adding.undo.send(ADMIN, batch_id)
    with pytest.raises(TooLate):
        await shop.adding.undo.adopt(ADMIN, batch_id)


async def test_a_token_that_changed_leaves_no_way_to_look(shop: Shop) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    shop.calls.fault("drop_after_processing", "addPhones")
    (piece,) = await (sender := shop.sender()).claim(1)
    host_token_changes = shop.calls.fault("delay", "callJob/getReportByDate")
    assert host_token_changes
    host.outside("change_token")
    await sender.carry_out(piece)
    await work(sender)

    progress = await shop.progress(batch_id)
    assert progress.in_chunks(ChunkState.UNKNOWN, ChunkState.HALTED) == 3


async def test_some_of_a_chunk_is_neither_there_nor_not(shop: Shop) -> None:
    """Somebody added one of the numbers in the platform while our request was lost."""
    campaign, host = await shop.connect()
    numbers = phones(3)
    batch_id = await shop.add(campaign, numbers)
    shop.calls.fault("reset", "addPhones")
    sender = shop.sender()
    await work(sender)
    host.add(numbers[:1])
    shop.clock.move(151)
    await work(sender)

    progress = await shop.progress(batch_id)
    assert progress.in_chunks(ChunkState.UNKNOWN) == 3
    assert len(shop.calls.requests.of("addPhones")) == 1

    await shop.adding.undo.adopt(ADMIN, batch_id)
    await work(sender)
    progress = await shop.progress(batch_id)
    assert (progress.added, progress.in_chunks(ChunkState.UNKNOWN)) == (1, 2)
