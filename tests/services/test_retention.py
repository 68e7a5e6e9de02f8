"""RETENTION_DAYS is kept: what is old goes, what is still needed stays, and sums stay right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Table, func, insert, select

from bot.services.retention import Retention
from bot.store import jobs, seen
from bot.store.schema import (
    bad_row,
    batch,
    batch_row,
    call_job,
    incident,
    job_tally,
    post,
    schedule,
    schedule_run,
    transition,
)
from tests.shops import Shop

LONG = timedelta(days=120)


async def put(shop: Shop, table: Table, *rows: dict[str, Any]) -> None:
    async with shop.desk.db.begin() as tx:
        await tx.execute(insert(table), list(rows))


async def count(shop: Shop, table: Table) -> int:
    async with shop.desk.db.read() as tx:
        return int(await tx.scalar(select(func.count()).select_from(table)) or 0)


async def sweep(shop: Shop) -> None:
    """As the duty does, by a clock that has stood for an hour: until nothing is left to delete."""
    retention = Retention(shop.desk)
    await retention.sweep()
    shop.clock.move(3_600)
    while await retention.sweep():
        pass


def a_job(campaign_id: int, number: int, shop: Shop, *, days: float | None) -> dict[str, Any]:
    now = shop.clock.now()
    finished = None if days is None else now - timedelta(days=days)
    return {
        "campaign_id": campaign_id,
        "job_id": str(number),
        "phone": f"1202555{number:04d}",
        "status": "planned" if days is None else "noAnswer",
        "outcome": "open" if days is None else "failed",
        "finished_at": finished,
        "seen_at": now,
    }


async def test_old_call_jobs_go_and_their_sum_stays(shop: Shop) -> None:
    spring, _ = await shop.connect()
    old = [a_job(spring.id, number, shop, days=91) for number in range(1500)]
    fresh = [a_job(spring.id, 2000, shop, days=89), a_job(spring.id, 2001, shop, days=None)]
    await put(shop, call_job, *old, *fresh)
    tally = {"campaign_id": spring.id, "status": "noAnswer", "jobs": 1501}
    await put(shop, job_tally, tally | {"talk_seconds": 0, "attempts": 0})

    await sweep(shop)

    assert await count(shop, call_job) == 2
    async with shop.desk.db.read() as tx:
        assert [one.jobs for one in await jobs.counts(tx, spring.id)] == [1501]


async def a_batch(shop: Shop, campaign_id: int, state: str, age: timedelta) -> int:
    async with shop.desk.db.begin() as tx:
        made = await tx.execute(
            insert(batch)
            .values(
                campaign_id=campaign_id,
                state=state,
                source="text",
                created_by="U1",
                created_at=shop.clock.now() - age,
            )
            .returning(batch.c.id)
        )
        batch_id = int(made.scalar_one())
        row = {"batch_id": batch_id, "position": 1, "line": 1, "phone": "12025550101"}
        await tx.execute(insert(batch_row).values(**row, wire="{}", state="sent"))
        bad = {
            "batch_id": batch_id,
            "position": 2,
            "line": 2,
            "reason": "too_short",
            "message": "…",
        }
        await tx.execute(insert(bad_row).values(**bad))
    return batch_id


async def test_old_lists_lose_their_numbers_unless_they_may_still_be_sent(shop: Shop) -> None:
    spring, _ = await shop.connect()
    await a_batch(shop, spring.id, "done", LONG)
    halted = await a_batch(shop, spring.id, "halted", LONG)
    fresh = await a_batch(shop, spring.id, "done", timedelta(days=3))

    await sweep(shop)

    async with shop.desk.db.read() as tx:
        assert set(await tx.scalars(select(batch_row.c.batch_id))) == {halted, fresh}
        assert set(await tx.scalars(select(bad_row.c.batch_id))) == {fresh}
    assert await count(shop, batch) == 3


async def test_what_an_open_incident_tells_of_stays(shop: Shop) -> None:
    spring, _ = await shop.connect()
    then = shop.clock.now() - LONG
    row = {"campaign_id": spring.id, "kind": "job", "after": "noAnswer", "recorded_at": then}
    await put(shop, transition, *({"id": n, "key": str(n), **row} for n in range(1, 5)))
    told = {
        "campaign_id": spring.id,
        "channel_id": "C1",
        "kind": "failed",
        "opened_at": then,
        "last_at": then,
        "last_transition": 4,
        "counts": {},
    }
    await put(
        shop,
        incident,
        told | {"state": "open", "closed_at": None, "first_transition": 3},
        told | {"state": "closed", "closed_at": then, "first_transition": 1},
    )

    await sweep(shop)

    async with shop.desk.db.read() as tx:
        assert set(await tx.scalars(select(transition.c.id))) == {3, 4}
        assert list(await tx.scalars(select(incident.c.state))) == ["open"]


async def test_old_messages_runs_and_requests_go(shop: Shop) -> None:
    then, now = shop.clock.now() - LONG, shop.clock.now()
    a_post = {"kind": "message", "channel_id": "C1", "priority": 1, "render": "body"}
    await put(
        shop,
        post,
        a_post | {"key": "old", "state": "sent", "created_at": then},
        a_post | {"key": "queued", "state": "queued", "created_at": then},
        a_post | {"key": "young", "state": "sent", "created_at": now},
    )
    digest = {"id": 1, "kind": "digest", "channel_id": "C1", "created_by": "U1"}
    await put(shop, schedule, digest | {"created_at": then})
    await put(
        shop,
        schedule_run,
        {"schedule_id": 1, "due_at": then, "ran_at": then},
        {"schedule_id": 1, "due_at": now, "ran_at": now},
    )
    async with shop.desk.db.begin() as tx:
        await seen.first_time(tx, "event:old", then)
        await seen.first_time(tx, "event:new", now)

    await sweep(shop)

    async with shop.desk.db.begin() as tx:
        assert set(await tx.scalars(select(post.c.key))) == {"queued", "young"}
        assert await seen.first_time(tx, "event:old", now)
        assert not await seen.first_time(tx, "event:new", now)
    assert await count(shop, schedule_run) == 1
