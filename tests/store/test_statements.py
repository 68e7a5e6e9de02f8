"""Claims, upserts and unique rows: the statements by which many workers act as one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text, insert, select, update
from sqlalchemy.engine import URL

from bot.store import Database, open_database
from bot.store.schema import post
from bot.store.statements import insert_if_new, of_columns, skip_locked, upsert

metadata = MetaData()
chunks = Table(
    "trial_chunk",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("worker", Text),
    Column("claims", Integer, nullable=False, default=0),
)
events = Table(
    "trial_event",
    metadata,
    Column("key", Text, primary_key=True),
    Column("seen", Integer, default=1),
)


@pytest.fixture
async def db(database: Database) -> AsyncIterator[Database]:
    async with database.begin() as connection:
        await connection.run_sync(metadata.create_all)
    yield database


async def claim(db: Database, worker: str) -> int | None:
    """Take one free chunk, as a worker does."""
    async with db.begin() as connection:
        free = skip_locked(select(chunks.c.id).where(chunks.c.worker.is_(None)).limit(1))
        found = (await connection.execute(free)).scalar_one_or_none()
        await asyncio.sleep(0)
        if found is not None:
            mine = update(chunks).where(chunks.c.id == found, chunks.c.worker.is_(None))
            changed = await connection.execute(
                mine.values(worker=worker, claims=chunks.c.claims + 1)
            )
            assert changed.rowcount == 1
        return found


async def claim_all(db: Database, worker: str) -> list[int]:
    mine = []
    while (chunk := await claim(db, worker)) is not None:
        mine.append(chunk)
    return mine


async def test_two_workers_share_the_chunks_and_claim_none_twice(
    db: Database, database_url: URL
) -> None:
    async with db.begin() as connection:
        await connection.execute(insert(chunks), [{"id": number} for number in range(40)])
    other = open_database(database_url)
    try:
        first, second = await asyncio.gather(claim_all(db, "one"), claim_all(other, "two"))
    finally:
        await other.close()
    assert sorted(first + second) == list(range(40))
    async with db.read() as connection:
        assert set((await connection.execute(select(chunks.c.claims))).scalars()) == {1}


async def test_a_claim_passes_over_what_another_worker_holds(
    postgres_url: URL,
) -> None:
    db = open_database(postgres_url)
    async with db.begin() as connection:
        await connection.run_sync(metadata.create_all)
        await connection.execute(insert(chunks), [{"id": 1}, {"id": 2}])
    async with db.begin() as connection:
        holding = skip_locked(select(chunks.c.id).order_by(chunks.c.id).limit(1))
        assert (await connection.execute(holding)).scalar_one() == 1
        assert await asyncio.create_task(claim(db, "other")) == 2
    await db.close()


async def test_an_event_that_comes_twice_is_new_once(db: Database) -> None:
    async def see(key: str) -> int:
        async with db.begin() as connection:
            done = await connection.execute(insert_if_new(connection, events, {"key": key}))
            return done.rowcount

    assert sorted(await asyncio.gather(*(see("Ev1") for _ in range(5)))) == [0, 0, 0, 0, 1]
    assert await see("Ev2") == 1


async def test_an_upsert_inserts_then_changes(db: Database) -> None:
    for seen in (1, 2):
        async with db.begin() as connection:
            values = {"key": "Ev1", "seen": seen}
            await connection.execute(upsert(connection, events, values, key=["key"]))
    async with db.read() as connection:
        assert (await connection.execute(select(events))).all() == [("Ev1", 2)]


async def test_an_upsert_changes_only_what_it_is_told_to(db: Database) -> None:
    async with db.begin() as connection:
        await connection.execute(insert(chunks).values(id=1, worker="one", claims=1))
        values = {"id": 1, "worker": "two", "claims": 9}
        statement = upsert(connection, chunks, values, key=["id"], change=["worker"])
        await connection.execute(statement)
    async with db.read() as connection:
        assert (await connection.execute(select(chunks))).all() == [(1, "two", 1)]


def test_what_is_no_column_is_not_passed_over_in_silence() -> None:
    assert of_columns(post, {"next_at": None}) == {"next_at": None}
    with pytest.raises(TypeError, match=r"post has no columns \['nxt_at'\]"):
        of_columns(post, {"next_at": None, "nxt_at": None})
