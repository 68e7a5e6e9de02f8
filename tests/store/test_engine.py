"""Transactions behave the same on both databases: kept whole, undone whole, never mixed."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, select, text, update
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from bot.store import Database, open_database
from bot.store.statements import locked

metadata = MetaData()
counters = Table(
    "trial_counter", metadata, Column("id", Integer, primary_key=True), Column("count", Integer)
)


@pytest.fixture
async def db(database: Database) -> Database:
    async with database.begin() as connection:
        await connection.run_sync(metadata.create_all)
        await connection.execute(insert(counters).values(id=1, count=0))
    return database


async def count_of(database: Database) -> int:
    async with database.read() as connection:
        found = await connection.execute(select(counters.c.count).where(counters.c.id == 1))
        return int(found.scalar_one())


async def add_one(database: Database) -> None:
    """Read, then write: what a click that changes a state does."""
    async with database.begin() as connection:
        asked = locked(select(counters.c.count).where(counters.c.id == 1))
        seen = (await connection.execute(asked)).scalar_one()
        await asyncio.sleep(0)
        await connection.execute(update(counters).values(count=seen + 1))


async def test_fifty_clicks_at_once_lose_no_update(db: Database) -> None:
    await asyncio.gather(*(add_one(db) for _ in range(50)))
    assert await count_of(db) == 50


async def test_an_exception_undoes_the_whole_transaction(db: Database) -> None:
    with pytest.raises(ValueError, match="on purpose"):
        async with db.begin() as connection:
            await connection.execute(update(counters).values(count=7))
            raise ValueError("on purpose")
    assert await count_of(db) == 0


async def test_a_cancelled_task_undoes_its_transaction_and_blocks_nobody(db: Database) -> None:
    inside = asyncio.Event()

    async def hang() -> None:
        async with db.begin() as connection:
            await connection.execute(update(counters).values(count=7))
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await add_one(db)
    assert await count_of(db) == 1


async def test_a_statement_cancelled_midway_leaves_the_database_usable(db: Database) -> None:
    endless = text(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3000000)"
        " SELECT count(*) FROM n"
    )
    started = asyncio.Event()

    async def count_for_long() -> None:
        async with db.begin() as connection:
            await connection.execute(update(counters).values(count=7))
            started.set()
            await connection.execute(endless)

    task = asyncio.create_task(count_for_long())
    await started.wait()
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await add_one(db)
    assert await count_of(db) == 1


async def test_one_read_sees_one_state_throughout(postgres_url: URL) -> None:
    """On SQLite nobody can write meanwhile, there is one connection."""
    database = open_database(postgres_url)
    async with database.begin() as connection:
        await connection.run_sync(metadata.create_all)
        await connection.execute(insert(counters).values(id=1, count=0))
    async with database.read() as connection:
        before = (await connection.execute(select(counters.c.count))).scalar_one()
        await asyncio.create_task(add_one(database))
        after = (await connection.execute(select(counters.c.count))).scalar_one()
    assert (before, after) == (0, 0)
    assert await count_of(database) == 1
    await database.close()


async def test_a_write_inside_a_read_is_an_error(db: Database) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"):
        async with db.read() as connection:
            await connection.execute(update(counters).values(count=7))
    await add_one(db)
    assert await count_of(db) == 1


async def test_a_transaction_inside_a_transaction_is_an_error_at_once(db: Database) -> None:
    async with db.read():
        with pytest.raises(RuntimeError, match="inside a transaction"):
            async with db.begin():
                raise AssertionError("it began")
    await add_one(db)


async def test_many_waiters_all_get_their_turn(db: Database) -> None:
    async def count_rows() -> int:
        async with db.read() as connection:
            return int((await connection.execute(select(func.count(counters.c.id)))).scalar_one())

    assert await asyncio.gather(*(count_rows() for _ in range(60))) == [1] * 60


async def test_ping_answers(db: Database) -> None:
    await db.ping()
