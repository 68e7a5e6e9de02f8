"""Who claims what: by one UPDATE that hits one row, with a lease, and on an index."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.engine import URL

from bot.store import Database, budgets, claiming, open_database, outbox, settlements
from bot.store.deliveries import Delivery
from bot.store.due_posts import Stage
from bot.store.outbox import NewPost, Priority
from bot.store.schema import post
from bot.store.transaction import Transaction
from tests.clocks import START

LEASE = timedelta(seconds=35)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


async def put(db: Database, key: str, channel: str = "C1", **more: Any) -> int:
    async with db.begin() as tx:
        new = NewPost(key, channel, Priority.ALERT, **{"body": {"text": key}, **more})
        made = await outbox.put(tx, new, START)
    assert made is not None
    return made


async def claim(db: Database, owner: str = "w/1", at: datetime = START) -> Delivery | None:
    async with db.begin() as tx:
        return await claiming.claim(tx, owner, at, LEASE)


async def claimed(db: Database, owner: str = "w/1", at: datetime = START) -> Delivery:
    one = await claim(db, owner, at)
    assert one is not None
    return one


async def begins(db: Database, one: Delivery, at: datetime) -> bool:
    async with db.begin() as tx:
        return await settlements.begin_sending(tx, one, at, at + LEASE)


async def shown(db: Database, one: Delivery, at: datetime) -> bool:
    async with db.begin() as tx:
        return await settlements.settle_shown(tx, one, at, f"{one.id}.1", "C1")


async def row(db: Database, post_id: int) -> Any:
    async with db.read() as tx:
        return (await tx.execute(select(post).where(post.c.id == post_id))).one()


async def next_due(db: Database) -> datetime | None:
    async with db.read() as tx:
        return await claiming.next_due(tx)


async def test_a_claim_is_held_by_one(database: Database) -> None:
    made = await put(database, "first")
    one = await claimed(database)
    assert (one.id, one.stage, one.owner) == (made, Stage.TEXT, "w/1")
    assert await claim(database, "w/2", after(5)) is None


async def test_a_lease_is_renewed_while_it_lasts_and_never_after(database: Database) -> None:
    await put(database, "first")
    one = await claimed(database)
    assert await begins(database, one, after(34))
    assert await begins(database, one, after(68))
    assert not await begins(database, one, after(68) + LEASE)


async def test_what_was_not_begun_is_queued_again_when_its_lease_ends(database: Database) -> None:
    made = await put(database, "first")
    await claimed(database)
    again = await claimed(database, "w/2", after(35))
    assert (again.id, again.stage) == (made, Stage.TEXT)


async def test_what_was_begun_is_looked_for_when_its_lease_ends(database: Database) -> None:
    await put(database, "first")
    one = await claimed(database)
    await begins(database, one, after(1))
    assert await claim(database, "w/2", after(35)) is None
    again = await claimed(database, "w/2", after(36))
    assert (again.id, again.stage, again.sending_at) == (one.id, Stage.LOOK, after(1))


async def test_late_writes_change_nothing(database: Database) -> None:
    made = await put(database, "first")
    late = await claimed(database, "w/1")
    again = await claimed(database, "w/2", after(40))
    assert not await shown(database, late, after(41))
    assert not await begins(database, late, after(41))
    assert (await row(database, made)).lease_owner == "w/2"
    assert await shown(database, again, after(42))


async def test_the_same_process_is_no_excuse(database: Database) -> None:
    """Each claim has an owner of its own, so an old task cannot write for a new one."""
    await put(database, "first")
    old = await claimed(database, "w/1")
    new = await claimed(database, "w/2", after(40))
    assert not await shown(database, old, after(41))
    assert await shown(database, new, after(41))


async def test_what_is_stale_ends_on_the_way_to_what_is_not(database: Database) -> None:
    late = [await put(database, f"late {n}", stale_at=after(5)) for n in range(3)]
    orphan = await put(database, "orphan", "C2", thread_post_id=late[0])
    made = await put(database, "in time")
    assert (await claimed(database, at=after(5))).id == made
    assert await claim(database, "w/2", after(5)) is None
    ended = [(await row(database, one)).last_error for one in [*late, orphan]]
    assert ended == ["stale", "stale", "stale", "thread_gone"]


async def test_next_due_is_when_the_next_claim_succeeds(database: Database) -> None:
    for number in range(3):
        await put(database, f"message {number}")
    await put(database, "in a thread", thread_ts="1.1")
    at, sent = START, []
    while (due := await next_due(database)) is not None:
        assert due >= at
        if due > at:
            assert await claim(database, "early", due - timedelta(milliseconds=1)) is None
        at = due
        one = await claimed(database, f"w/{at}", at)
        await begins(database, one, at)
        await shown(database, one, at)
        sent.append(one.key)
    assert sent == ["message 0", "message 1", "message 2", "in a thread"]
    assert at == after(3)


async def test_next_due_knows_of_leases_and_looks(database: Database) -> None:
    await put(database, "first")
    one = await claimed(database)
    await begins(database, one, START)
    assert await next_due(database) == START + LEASE
    look = await claimed(database, "w/2", START + LEASE)
    assert await next_due(database) == START + LEASE + LEASE
    async with database.begin() as tx:
        await settlements.settle(tx, look, state="unclear", next_at=after(90))
    assert await next_due(database) == after(90)


async def test_next_due_waits_for_a_refused_token(database: Database) -> None:
    await put(database, "first")
    async with database.begin() as tx:
        await budgets.hold(tx, budgets.TOKEN, after(60))
    assert await claim(database) is None
    assert await next_due(database) == after(60)
    assert (await claimed(database, at=after(60))).is_probe
    assert await next_due(database) == after(120)


async def test_people_and_metrics_can_see_what_waits(database: Database) -> None:
    for number in range(3):
        await put(database, f"message {number}")
    await put(database, "elsewhere", "C2")
    await claimed(database)
    async with database.read() as tx:
        everywhere = await claiming.queued(tx, after(12))
        here = await claiming.queued(tx, after(12), "C1")
        nowhere = await claiming.queued(tx, after(12), "C3")
    assert (everywhere.length, here.length) == (3, 2)
    assert everywhere.oldest == timedelta(seconds=12)
    assert (nowhere.length, nowhere.oldest) == (0, timedelta(0))


async def test_no_query_reads_what_was_sent_long_ago(sqlite_url: URL) -> None:
    """Of the posts that were sent, which are nearly all, none is touched by a claim."""
    db, asked = open_database(sqlite_url), []

    @event.listens_for(db.engine, "before_cursor_execute")
    def remember(_: Any, __: Any, statement: str, given: Any, *more: Any) -> None:
        asked.append((statement, given))

    await put(db, "first")
    await put(db, "in a thread", "C2", thread_post_id=1)
    asked.clear()
    for at in (START, after(40), after(80)):
        await claim(db, f"w/{at}", at)
        await next_due(db)
    async with db.read() as tx:
        plans = [await plan(tx, *one) for one in list(asked) if "post" in one[0]]
    await db.close()
    assert len(plans) > 10
    assert [line for lines in plans for line in lines if "SCAN post" in line] == []


async def plan(tx: Transaction, statement: str, given: Any) -> list[str]:
    """How SQLite would go about a statement."""
    rows = await tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
    return [row.detail for row in rows]
