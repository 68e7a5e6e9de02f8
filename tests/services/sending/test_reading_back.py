"""Requests that are answered together are read back together, and none shares another's trouble."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import orjson
import pytest

from bot.calls_api import HttpTransport, Limits
from bot.domain.campaigns import Campaign
from bot.services.sending import Sending, reading_back
from bot.store import Database
from simulators.calls_api import SimCampaign
from tests.clocks import ManualClock
from tests.services.sending.test_order import jobs_by_phone
from tests.shops import Shop, opened, phones, until, work

REPORT = "callJob/getReport"
NOT_FOUND = b'{"type":"id.not.found","message":"Call jobs were not found"}'


@pytest.fixture(autouse=True)
def four_requests_of_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests of ten rows that wait for each other however busy the machine is."""
    monkeypatch.setattr("bot.store.chunk_changes.make.__defaults__", (10,))
    monkeypatch.setattr(reading_back, "_MOMENT", 30.0)


class Picky(httpx.AsyncHTTPTransport):
    """A host that says of some reports what ``change`` makes of them."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith(f"/{REPORT}"):
            return await super().handle_async_request(request)
        ids = orjson.loads(request.content)["ids"]
        self.asked.append(len(ids))
        if len(ids) > 2 and (body := await self.about_several(request)) is not None:
            status = 400 if body is NOT_FOUND else 200
            return httpx.Response(status, content=body)
        return await super().handle_async_request(request)

    async def about_several(self, request: httpx.Request) -> bytes | None:
        """The report of more than one request's ends; nothing where the host tells it."""
        return NOT_FOUND


class Forgetful(Picky):
    """It leaves the last row out where it is asked about several requests."""

    async def about_several(self, request: httpx.Request) -> bytes | None:
        response = await httpx.AsyncHTTPTransport.handle_async_request(self, request)
        rows = orjson.loads(await response.aread())
        await response.aclose()
        return orjson.dumps(rows[:-1])


class Contradictory(Picky):
    """Of one call job it has two rows, the first with somebody else's number."""

    async def about_several(self, request: httpx.Request) -> bytes | None:
        response = await httpx.AsyncHTTPTransport.handle_async_request(self, request)
        rows = orjson.loads(await response.aread())
        await response.aclose()
        return orjson.dumps([{**rows[0], "phone": "12025550199"}, *rows])


class Slow(Picky):
    """It never comes to an end with what is about several requests."""

    async def about_several(self, request: httpx.Request) -> bytes | None:
        await asyncio.Event().wait()
        return None


@pytest.fixture
async def picky(
    database: Database, clock: ManualClock, request: pytest.FixtureRequest
) -> AsyncIterator[tuple[Shop, Picky]]:
    host: Picky = request.param()
    async with opened(database, clock, HttpTransport(open_pool=lambda _: host)) as shop:
        yield shop, host


def jobs_at(host: SimCampaign, numbers: list[str]) -> dict[str, str]:
    """The call jobs of these people, as the host has them."""
    return {phone: ids[0] for phone, ids in host.books.jobs.items() if phone in numbers}


async def sender_that_knows(shop: Shop, campaign: Campaign) -> Sending:
    """A sender that has met the host, whose clock it has to ask for before it sends anything."""
    sender = shop.sender()
    await shop.add(campaign, phones(1, first=900))
    await work(sender)
    return sender


@pytest.mark.parametrize("shuffles", [False, True])
async def test_four_requests_are_read_back_by_one(shop: Shop, shuffles: bool) -> None:
    campaign, host = await shop.connect(shuffles_rows=shuffles)
    sender = await sender_that_knows(shop, campaign)
    batch_id = await shop.add(campaign, phones(40))
    before = len(shop.calls.requests.of(REPORT))

    await work(sender)

    assert len(shop.calls.requests.of(REPORT)) == before + 1
    assert await jobs_by_phone(shop, batch_id) == jobs_at(host, phones(40))


async def test_ids_in_another_order_are_seen_in_each_of_four_requests(shop: Shop) -> None:
    campaign, host = await shop.connect(shuffles_ids=True)
    sender = await sender_that_knows(shop, campaign)
    batch_id = await shop.add(campaign, phones(40))
    await work(sender)
    assert await jobs_by_phone(shop, batch_id) == jobs_at(host, phones(40))


async def asked_when_forty_are_sent(shop: Shop, host: Picky) -> list[int]:
    """How many IDs each report was about; every row has its own call job in the end."""
    campaign, made = await shop.connect()
    sender = await sender_that_knows(shop, campaign)
    batch_id = await shop.add(campaign, phones(40))
    host.asked.clear()
    await work(sender)
    assert await jobs_by_phone(shop, batch_id) == jobs_at(made, phones(40))
    return list(host.asked)


@pytest.mark.parametrize(
    ("picky", "alone"), [(Picky, 4), (Forgetful, 1), (Slow, 4)], indirect=["picky"]
)
async def test_what_a_common_report_does_not_show_is_read_back_by_itself(
    picky: tuple[Shop, Picky], alone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused as a whole, or leaves something out, or does not come."""
    monkeypatch.setattr(reading_back, "_PATIENCE", 0.2)
    asked = await asked_when_forty_are_sent(*picky)
    assert sorted(asked) == [2] * alone + [8]


@pytest.mark.parametrize("picky", [Contradictory], indirect=True)
async def test_any_row_that_speaks_against_the_order_counts(picky: tuple[Shop, Picky]) -> None:
    asked = await asked_when_forty_are_sent(*picky)
    assert 10 in asked, "the request's rows are looked up one by one"


async def test_nothing_is_stored_before_it_is_read_back(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    sender = await sender_that_knows(shop, campaign)
    batch_id = await shop.add(campaign, phones(40))
    shop.calls.fault("hang", REPORT)
    working = asyncio.create_task(work(sender))
    await until(lambda: not shop.calls.waiting_faults)

    assert await shop.states(batch_id) == {"sending": 4}
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)


async def test_nobody_waits_long_for_a_request_that_hangs(
    database: Database, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_back, "_MOMENT", 0.01)
    patient = HttpTransport(Limits(read=60, total=60))
    async with opened(database, clock, patient) as shop:
        campaign, _ = await shop.connect()
        batch_id = await shop.add(campaign, phones(40))
        shop.calls.fault("hang", "addPhones")
        working = asyncio.create_task(work(shop.sender()))

        async with asyncio.timeout(20):
            while (await shop.states(batch_id))["sent"] < 3:  # noqa: ASYNC110 - no event for it.
                await asyncio.sleep(0.01)

        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
