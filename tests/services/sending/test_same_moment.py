"""An undo or a halt in the same moment as a request goes back to those that wait: it is not sent,
nobody waits for it for ever, and neither of the two is undone for the other's sake."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy.engine import URL

from bot.domain.batches import Batch, BatchState, ChunkState
from bot.services.sending import Sending
from bot.services.sending.settling import Settling
from bot.store import batches, chunk_claims
from bot.store.chunks import Chunk
from tests.meetings import Meeting
from tests.shops import ADMIN, Shop, phones, work

Trouble = Callable[[Shop, Sending], Awaitable[Chunk | Batch]]

STRANGE = "449999999999"


@pytest.fixture
def database_url(postgres_url: URL) -> URL:
    """SQLite has one writer at a time, and so no two of the same moment."""
    return postgres_url


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests of two rows, so that a few numbers make many."""
    monkeypatch.setattr("bot.store.chunk_changes.make.__defaults__", (2,))


@pytest.fixture
def meeting(shop: Shop) -> Meeting:
    return Meeting(shop)


async def undo(shop: Shop, batch_id: int) -> None:
    await shop.adding.undo.begin(ADMIN, batch_id)


async def work_later(shop: Shop, sender: Sending) -> None:
    """Whatever is to be sent or looked for is due by then."""
    for _ in range(3):
        shop.clock.move(301)
        await work(sender)


async def put_off(shop: Shop, sender: Sending) -> Chunk | Batch:
    shop.calls.fault("429", "addPhones", retry_after="40")
    return (await sender.claim(1))[0]


async def lost(shop: Shop, sender: Sending) -> Chunk | Batch:
    """It never reached the host, as a look in a while tells."""
    shop.calls.fault("hang", "addPhones")
    await work(sender)
    shop.clock.move(151)
    return (await sender.claim(1))[0]


async def refused(shop: Shop, sender: Sending) -> Chunk | Batch:
    """The host does not say which row it minds."""
    shop.calls.fault("400", "addPhones")
    return (await sender.claim(1))[0]


async def as_it_is(_: Shop, sender: Sending) -> Chunk | Batch:
    return (await sender.claim(1))[0]


@pytest.mark.parametrize(
    ("trouble", "numbers", "host"),
    [
        pytest.param(put_off, phones(2), {}, id="put off"),
        pytest.param(lost, phones(2), {}, id="sent again"),
        pytest.param(as_it_is, [*phones(1), STRANGE], {"numbering": "valid"}, id="refused"),
        pytest.param(refused, phones(2), {}, id="cut in two"),
    ],
)
async def test_an_undo_while_a_request_goes_back_to_those_that_wait(
    shop: Shop,
    meeting: Meeting,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Trouble,
    numbers: list[str],
    host: dict[str, Any],
) -> None:
    campaign, made = await shop.connect(**host)
    batch_id = await shop.add(campaign, numbers)
    sender = shop.sender()
    chunk = await trouble(shop, sender)
    monkeypatch.setattr(Settling, "_waiting", meeting.behind(Settling._waiting))

    async with asyncio.timeout(20):
        await asyncio.gather(sender.carry_out(chunk), meeting.other(undo(shop, batch_id)))
    sent = len(shop.calls.requests.of("addPhones"))
    await work_later(shop, sender)

    assert (await shop.progress(batch_id)).batch.state is BatchState.UNDONE
    assert len(shop.calls.requests.of("addPhones")) == sent == 1
    assert not made.books.jobs


async def test_an_undo_while_a_process_that_stops_puts_a_request_back(
    shop: Shop, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign, _ = await shop.connect()
    batch_id = await shop.add(campaign, phones(2))
    stopping = shop.sender()
    (chunk,) = await stopping.claim(1)
    monkeypatch.setattr(Settling, "_waiting", meeting.behind(Settling._waiting))

    async with asyncio.timeout(20):
        await asyncio.gather(stopping.put_back(chunk), meeting.other(undo(shop, batch_id)))
    await work(shop.sender())

    assert (await shop.progress(batch_id)).batch.state is BatchState.UNDONE
    assert not shop.calls.requests.of("addPhones")


HALTS = ["403", "400"]
"""What a request of one row meets: it is forbidden, or refused for a reason nobody documents."""


@pytest.mark.parametrize("halt", HALTS)
async def test_a_halt_while_another_request_goes_back_to_those_that_wait(
    shop: Shop, meeting: Meeting, monkeypatch: pytest.MonkeyPatch, halt: str
) -> None:
    monkeypatch.setattr("bot.services.sending.settling.MANY_ALIKE", 1)
    campaign, _ = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    sender = shop.sender()
    one, two = await sender.claim(2)
    monkeypatch.setattr(Settling, "_waiting", meeting.behind(Settling._waiting))

    async def halting() -> None:
        shop.calls.fault(halt, "addPhones")
        await sender.carry_out(two)

    shop.calls.fault("429", "addPhones", retry_after="40")
    async with asyncio.timeout(20):
        await asyncio.gather(sender.carry_out(one), meeting.other(halting()))
    await work_later(shop, sender)

    progress = await shop.progress(batch_id)
    assert progress.batch.state is BatchState.HALTED
    assert progress.in_chunks(ChunkState.HALTED) >= 2
    assert len(shop.calls.requests.of("addPhones")) == 2


@pytest.mark.parametrize("halt", HALTS)
async def test_an_undo_while_the_batch_halts(
    shop: Shop, meeting: Meeting, monkeypatch: pytest.MonkeyPatch, halt: str
) -> None:
    """Both take the batch and the requests that wait, in the same order."""
    monkeypatch.setattr("bot.services.sending.settling.MANY_ALIKE", 1)
    monkeypatch.setattr("bot.store.chunk_changes.make.__defaults__", (1,))
    campaign, made = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    sender = shop.sender()
    (chunk,) = await sender.claim(1)
    shop.calls.fault(halt, "addPhones")
    monkeypatch.setattr(batches, "lock", meeting.behind(batches.lock))

    async with asyncio.timeout(20):
        await asyncio.gather(sender.carry_out(chunk), meeting.other(undo(shop, batch_id)))
    await work_later(shop, sender)

    assert (await shop.progress(batch_id)).batch.state is BatchState.UNDONE
    assert not made.counts


async def test_an_undo_while_the_batch_is_claimed_for_the_first_time(
    shop: Shop, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign, made = await shop.connect()
    batch_id = await shop.add(campaign, phones(4))
    sender = shop.sender()
    monkeypatch.setattr(chunk_claims, "_due", meeting.behind(chunk_claims._due))

    async with asyncio.timeout(20):
        claimed, _ = await asyncio.gather(sender.claim(1), meeting.other(undo(shop, batch_id)))
    await asyncio.gather(*(sender.carry_out(one) for one in claimed))
    await work_later(shop, sender)

    assert (await shop.progress(batch_id)).batch.state is BatchState.UNDONE
    assert made.counts == {"canceled": 2}


async def test_a_batch_is_claimed_for_the_first_time_while_it_is_undone(
    shop: Shop, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign, made = await shop.connect()
    batch_id = await shop.add(campaign, phones(4))
    sender = shop.sender()
    monkeypatch.setattr(batches, "move", meeting.behind(batches.move))

    async def claim() -> None:
        assert not await sender.claim(1)

    async with asyncio.timeout(20):
        await asyncio.gather(undo(shop, batch_id), meeting.other(claim()))
    await work_later(shop, sender)

    assert (await shop.progress(batch_id)).batch.state is BatchState.UNDONE
    assert not made.counts
