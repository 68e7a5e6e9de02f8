"""The rows of a request are put together by the database: each person keeps their place and job."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from sqlalchemy import insert, select, update

from bot.store import batch_jobs, batch_rows, request_rows
from bot.store.schema import batch_row, call_job, job_tally
from bot.store.transaction import Transaction
from tests.shops import Shop, phones


async def preview(shop: Shop, count: int) -> int:
    campaign, _ = await shop.connect()
    lines = [f'+{phone},"Żółć ""{number}"", x"' for number, phone in enumerate(phones(count))]
    shown = await shop.preview_file(campaign, "phone,name\n" + "\n".join(lines))
    return shown.batch.id


async def hold(shop: Shop, batch_id: int, *positions: int) -> None:
    held = batch_row.c.position.in_(positions)
    async with shop.desk.db.begin() as tx:
        await tx.execute(
            update(batch_row).where(batch_row.c.batch_id == batch_id, held).values(state="held")
        )


async def test_rows_that_are_left_out_leave_the_others_in_their_places(shop: Shop) -> None:
    batch_id = await preview(shop, 12)
    await hold(shop, batch_id, 2, 3, 7)

    async with shop.desk.db.read() as tx:
        packed = await request_rows.packed(tx, batch_id, 1, 9)
        single = await batch_rows.ready(tx, batch_id, 1, 9)

    assert packed.positions == [1, 4, 5, 6, 8, 9]
    assert packed.rows() == single
    sent = orjson.loads(packed.body)
    assert [one["phone"] for one in sent] == [phones(12)[at] for at in packed.positions]
    assert sent[0]["payload"] == {"name": 'Żółć "1", x'}
    assert [one.position for one in packed.ends()] == [1, 9]
    assert phones(12)[1] not in repr((packed, packed.ends()))


async def test_nobody_is_left_to_be_sent(shop: Shop) -> None:
    batch_id = await preview(shop, 2)
    await hold(shop, batch_id, 0, 1)
    async with shop.desk.db.read() as tx:
        packed = await request_rows.packed(tx, batch_id, 0, 1)
    assert (len(packed), packed.body, packed.rows()) == (0, b"[]", [])


async def test_each_position_gets_its_call_job_and_no_other_does(shop: Shop) -> None:
    batch_id = await preview(shop, 12)
    jobs = {11: "job of 11", 1: 'a "strange" id', 2: "5665336642"}
    async with shop.desk.db.begin() as tx:
        await request_rows.mark_sent(tx, batch_id, jobs)
    async with shop.desk.db.read() as tx:
        query = select(batch_row.c.position, batch_row.c.job_id).where(batch_row.c.state == "sent")
        found = (await tx.execute(query.order_by(batch_row.c.position))).all()
    assert found == sorted(jobs.items())


async def test_a_list_is_cut_the_same_with_and_without_rows_left_out(shop: Shop) -> None:
    batch_id = await preview(shop, 12)
    async with shop.desk.db.read() as tx:
        assert await batch_rows.boundaries(tx, batch_id, 5, 12) == [0, 5, 10, 11]
        assert await batch_rows.boundaries(tx, batch_id, 4, 12) == [0, 4, 8, 11]
    await hold(shop, batch_id, 0, 4)
    async with shop.desk.db.read() as tx:
        assert await batch_rows.boundaries(tx, batch_id, 5, 10) == [1, 7, 11]


async def test_a_call_job_that_the_watcher_met_first_is_tied_to_its_batch(shop: Shop) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    [chunk] = await shop.sender().claim(1)
    keep = batch_jobs.add_planned

    async def met_before(tx: Transaction, *arguments: Any) -> None:
        now = shop.clock.now()
        job = {"campaign_id": campaign.id, "status": "planned", "outcome": "open", "seen_at": now}
        one = {"job_id": host.books.jobs[phones(1)[0]][0], "phone": phones(1)[0]}
        await tx.execute(insert(call_job).values(**job, **one))
        await keep(tx, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch_jobs, "add_planned", met_before)
        await shop.sender().carry_out(chunk)

    async with shop.desk.db.read() as tx:
        assert (await tx.scalars(select(call_job.c.batch_id))).all() == [batch_id] * 3
        assert await tx.scalar(select(job_tally.c.jobs)) == 2, "the watcher has counted its own"
