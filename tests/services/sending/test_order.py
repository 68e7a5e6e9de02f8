"""Call job IDs come to the rows that they belong to, whatever order the host gives them in."""

from __future__ import annotations

import httpx
import orjson
import pytest
from sqlalchemy import select

from bot.calls_api import HttpTransport
from bot.store import Database
from bot.store.schema import batch_row, call_job, job_tally
from tests.clocks import ManualClock
from tests.shops import ADMIN, Shop, opened, phones, work


async def jobs_by_phone(shop: Shop, batch_id: int) -> dict[str, str]:
    async with shop.desk.db.read() as tx:
        rows = await tx.execute(
            select(batch_row.c.phone, batch_row.c.job_id).where(batch_row.c.batch_id == batch_id)
        )
        return {row.phone: row.job_id for row in rows}


@pytest.mark.parametrize("generation", ["current", "1.10.3"])
@pytest.mark.parametrize("shuffles", [False, True])
async def test_each_row_has_the_id_of_its_own_call_job(
    shop: Shop, generation: str, shuffles: bool
) -> None:
    campaign, host = await shop.connect(
        generation=generation, shuffles_ids=shuffles, shuffles_rows=shuffles
    )
    numbers = phones(30)
    batch_id = await shop.add(campaign, numbers)

    await work(shop.sender())

    expected = {phone: ids[0] for phone, ids in host.books.jobs.items()}
    assert await jobs_by_phone(shop, batch_id) == expected


async def test_a_chunk_is_read_back_once(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await shop.add(campaign, phones(30))
    before = len(shop.calls.requests.of("callJob/getReport"))
    await work(shop.sender())
    assert len(shop.calls.requests.of("callJob/getReport")) == before + 1


async def test_ids_that_cannot_be_read_back_are_kept_in_their_order(shop: Shop) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    shop.calls.fault("400", "callJob/getReport", times=100)
    await work(shop.sender())
    expected = {phone: ids[0] for phone, ids in host.books.jobs.items()}
    assert await jobs_by_phone(shop, batch_id) == expected


async def test_the_call_jobs_are_known_and_counted_at_once(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    await work(shop.sender())
    async with shop.desk.db.read() as tx:
        jobs = (await tx.execute(select(call_job))).all()
        tally = (await tx.execute(select(job_tally.c.status, job_tally.c.jobs))).all()
    assert [(one.status, one.outcome, one.batch_id) for one in jobs] == [
        ("planned", "open", batch_id)
    ] * 3
    assert tally == [("planned", 3)]


async def test_a_call_job_that_the_watcher_saw_first_is_counted_once(shop: Shop) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(2))
    shop.calls.fault("drop_after_processing", "addPhones")
    (piece,) = await (sender := shop.sender()).claim(1)
    shop.calls.fault("500", "callJob/getReportByDate", times=10)
    await sender.carry_out(piece)
    job_id = host.books.jobs[phones(1)[0]][0]
    seen = {"campaign_id": campaign.id, "job_id": job_id, "phone": phones(1)[0]}
    async with shop.desk.db.begin() as tx:
        await tx.execute(
            call_job.insert().values(
                **seen, status="inProcess", outcome="open", seen_at=shop.clock.now()
            )
        )
    shop.calls.clear_faults()
    shop.clock.move(151)

    await work(sender)

    async with shop.desk.db.read() as tx:
        jobs = (await tx.execute(select(call_job))).all()
        tally = (await tx.execute(select(job_tally.c.status, job_tally.c.jobs))).all()
    assert {one.job_id: one.status for one in jobs}[job_id] == "inProcess"
    assert {one.batch_id for one in jobs} == {batch_id}
    assert tally == [("planned", 1)]


async def test_call_jobs_of_another_batch_are_never_taken_for_ours(shop: Shop) -> None:
    """The same people twice within a second, as somebody wished, and one answer is lost."""
    campaign, host = await shop.connect(honours_keys=False)
    numbers = phones(3)
    first = await shop.add(campaign, numbers)
    sender = shop.sender()
    await work(sender)
    preview = await shop.preview(campaign, numbers)
    preview = await shop.adding.drafts.add_again(ADMIN, preview.batch.id, again=True)
    second = await shop.confirm(preview)
    shop.calls.fault("drop_after_processing", "addPhones")

    await work(sender)

    mine, yours = await jobs_by_phone(shop, first), await jobs_by_phone(shop, second)
    assert {phone: set(ids) for phone, ids in host.books.jobs.items()} == {
        phone: {mine[phone], yours[phone]} for phone in numbers
    }
    assert len(shop.calls.requests.of("addPhones")) == 2


class LosesAnId(httpx.AsyncHTTPTransport):
    """A host that answers addPhones with one ID too few."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await super().handle_async_request(request)
        if not request.url.path.endswith("/addPhones"):
            return response
        ids = orjson.loads(await response.aread())
        await response.aclose()
        headers = {"date": response.headers["date"], "content-type": "application/json"}
        return httpx.Response(200, headers=headers, content=orjson.dumps(ids[:-1]))


async def test_too_few_ids_are_no_ids(database: Database, clock: ManualClock) -> None:
    transport = HttpTransport(open_pool=lambda _: LosesAnId())
    async with opened(database, clock, transport=transport) as shop:
        campaign, host = await shop.connect()
        batch_id = await shop.add(campaign, phones(4))
        await work(shop.sender())
        expected = {phone: ids[0] for phone, ids in host.books.jobs.items()}
        assert await jobs_by_phone(shop, batch_id) == expected
        assert not host.books.added_twice()
