"""The database is locked, goes away, or breaks off: nothing is lost, and nothing is done twice."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, select, text
from sqlalchemy.engine import URL

from bot.store import CommitUnclear, Database, DatabaseUnavailable, open_database
from bot.store.transaction import Transaction
from tests.postgres import Cluster

metadata = MetaData()
facts = Table("trial_fact", metadata, Column("id", Integer, primary_key=True))


@pytest.fixture
async def db(cluster: Cluster) -> AsyncIterator[Database]:
    database = open_database(cluster.url())
    async with database.begin() as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.run_sync(metadata.create_all)
    yield database
    await database.close()


async def count(database: Database) -> int:
    async with database.read() as connection:
        return int((await connection.execute(select(func.count(facts.c.id)))).scalar_one())


async def test_a_restarted_server_costs_nothing_but_time(db: Database, cluster: Cluster) -> None:
    await asyncio.gather(*(count(db) for _ in range(5)))
    await asyncio.to_thread(cluster.stop)
    asked = asyncio.create_task(count(db))
    await asyncio.to_thread(cluster.start)
    assert await asked == 0
    assert await asyncio.gather(*(count(db) for _ in range(5))) == [0] * 5


async def test_a_server_that_stays_away_is_named_in_words(db: Database, cluster: Cluster) -> None:
    await asyncio.to_thread(cluster.stop)
    with pytest.raises(DatabaseUnavailable, match="Nothing was changed"):
        await db.ping(patience=0.2)


async def test_a_database_that_does_not_exist_is_not_waited_for(postgres_url: URL) -> None:
    database = open_database(postgres_url.set(database="nowhere"))
    with pytest.raises(DatabaseUnavailable) as caught:
        await database.ping(patience=600)
    assert "does not exist" in str(caught.value.__cause__)
    await database.close()


async def test_work_is_done_again_when_the_server_broke_off_in_its_middle(
    db: Database, cluster: Cluster
) -> None:
    attempts = 0

    async def work(connection: Transaction) -> int:
        nonlocal attempts
        attempts += 1
        await connection.execute(insert(facts).values(id=1))
        if attempts == 1:
            await asyncio.to_thread(cluster.stop)
            await asyncio.to_thread(cluster.start)
        return len((await connection.execute(select(facts))).all())

    assert await db.transact(work) == 1
    assert (attempts, await count(db)) == (2, 1)


async def test_a_broken_commit_is_not_taken_for_either_answer(
    db: Database, cluster: Cluster
) -> None:
    with pytest.raises(CommitUnclear, match="look before you try again"):
        async with db.begin() as connection:
            await connection.execute(insert(facts).values(id=1))
            await asyncio.to_thread(cluster.stop)
    await asyncio.to_thread(cluster.start)
    assert await count(db) == 0


async def test_work_that_may_be_repeated_is_repeated_after_a_broken_commit(
    db: Database, cluster: Cluster
) -> None:
    attempts = 0

    async def work(connection: Transaction) -> None:
        nonlocal attempts
        attempts += 1
        await connection.execute(text("INSERT INTO trial_fact VALUES (1) ON CONFLICT DO NOTHING"))
        if attempts == 1:
            await asyncio.to_thread(cluster.stop)
            await asyncio.to_thread(cluster.start)

    with pytest.raises(CommitUnclear):
        await db.transact(work)
    attempts = 0
    await db.transact(work, idempotent=True)
    assert (attempts, await count(db)) == (2, 1)


async def test_transactions_undone_by_a_deadlock_are_done_again(postgres_url: URL) -> None:
    database = open_database(postgres_url)
    async with database.begin() as connection:
        await connection.run_sync(metadata.create_all)
        await connection.execute(insert(facts), [{"id": 1}, {"id": 2}])
    both_hold_one = asyncio.Barrier(2)
    first_time = {1: True, 2: True}

    async def lock_two(mine: int, other: int, connection: Transaction) -> None:
        lock = text("SELECT id FROM trial_fact WHERE id = :id FOR UPDATE")
        await connection.execute(text("SET LOCAL deadlock_timeout = '50ms'"))
        await connection.execute(lock, {"id": mine})
        if first_time[mine]:
            first_time[mine] = False
            await both_hold_one.wait()
        await connection.execute(lock, {"id": other})

    await asyncio.gather(
        database.transact(lambda connection: lock_two(1, 2, connection)),
        database.transact(lambda connection: lock_two(2, 1, connection)),
    )
    await database.close()


async def test_a_sqlite_file_that_another_process_writes_is_waited_for(sqlite_url: URL) -> None:
    database = open_database(sqlite_url)
    async with database.begin() as connection:
        await connection.run_sync(metadata.create_all)
    other = sqlite3.connect(str(sqlite_url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert await count(database) == 0, "reading goes on"

    async def add() -> None:
        async with database.begin() as connection:
            await connection.execute(insert(facts).values(id=1))

    adding = asyncio.create_task(add())
    await asyncio.sleep(0)
    assert not adding.done()
    other.execute("COMMIT")
    await adding
    assert await count(database) == 1
    other.close()
    await database.close()


async def test_a_sqlite_file_that_stays_locked_is_named_in_words(
    sqlite_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.sqlite._BUSY_SECONDS", 0.05)
    database = open_database(sqlite_url)
    other = sqlite3.connect(str(sqlite_url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnavailable):
        async with database.begin(patience=0.1):
            raise AssertionError("it began")
    other.close()
    async with database.begin(patience=0.1):
        pass
    await database.close()


async def test_a_folder_that_is_gone_is_no_reason_to_wait(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/gone/x.db")
    with pytest.raises(DatabaseUnavailable):
        await database.ping()
    await database.close()
