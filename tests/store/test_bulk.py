"""Many rows at once arrive as they were given, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.exc import IntegrityError

from bot.store import Database
from bot.store.bulk import PAGE, insert_columns, insert_many, insert_new_of_many, update_many
from bot.store.types import Instant, Json, OrderedJson, Word
from tests.counting import asked_of


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


metadata = MetaData()
rows_table = Table(
    "trial_row",
    metadata,
    Column("batch", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("phone", Text),
    Column("job", BigInteger),
    Column("share", Float),
    Column("valid", Boolean),
    Column("at", Instant),
    Column("colour", Word(Colour)),
    Column("payload", Json),
    Column("report", OrderedJson),
    UniqueConstraint("batch", "job"),
)
AT = datetime(2026, 11, 2, 9, 0, 0, 123_000, UTC)


def row(place: int, **changes: Any) -> dict[str, Any]:
    return {
        "batch": 1,
        "place": place,
        "phone": "Ünïcode «'\"\\»\n",
        "job": 5_665_336_642 + place,
        "share": 0.25,
        "valid": True,
        "at": AT,
        "colour": Colour.BLUE,
        "payload": {"name": "Иван", "deep": [1, {"x": None}]},
        "report": {"zeta": 1, "a": "2", "mid": None},
        **changes,
    }


@pytest.fixture
async def db(database: Database) -> AsyncIterator[Database]:
    async with database.begin() as connection:
        await connection.run_sync(metadata.create_all)
    yield database


async def stored(db: Database) -> list[dict[str, Any]]:
    async with db.read() as connection:
        found = await connection.execute(select(rows_table).order_by(rows_table.c.place))
        return [dict(one) for one in found.mappings()]


async def test_every_type_comes_back_as_it_went_in(db: Database) -> None:
    full, empty = row(1), dict.fromkeys(row(2), None) | {"batch": 1, "place": 2}
    async with db.begin() as connection:
        assert await insert_many(connection, rows_table, [full, empty]) == 2
    assert await stored(db) == [full, empty]
    assert list((await stored(db))[0]["report"]) == ["zeta", "a", "mid"]


async def test_more_than_a_page_goes_in_whole_and_in_order(db: Database) -> None:
    count = PAGE * 2 + 1
    async with db.begin() as connection:
        generated = (row(place) for place in range(count))
        assert await insert_many(connection, rows_table, generated) == count
        last = await connection.execute(select(func.max(rows_table.c.place)))
        assert last.scalar_one() == count - 1


@pytest.mark.parametrize("count", [1, 100, 101, PAGE * 2 + 1])
async def test_columns_are_the_same_rows_told_otherwise(db: Database, count: int) -> None:
    shared = {name: row(0)[name] for name in ("at", "batch", "payload", "valid", "phone")}
    rows = [row(place, colour=None if place % 2 else Colour.RED) for place in range(count)]
    columns = {name: [one[name] for one in rows] for name in rows[0] if name not in shared}
    async with db.begin() as connection:
        assert await insert_columns(connection, rows_table, columns, shared) == count
    assert await stored(db) == rows


async def test_columns_without_rows_are_nothing(db: Database) -> None:
    async with db.begin() as connection:
        assert await insert_columns(connection, rows_table, {}, {"batch": 1}) == 0
        assert await insert_columns(connection, rows_table, {"place": []}, {"batch": 1}) == 0


async def test_columns_of_several_lengths_are_refused(db: Database) -> None:
    with pytest.raises(ValueError, match="shorter"):
        async with db.begin() as connection:
            columns = {"place": [1, 2], "job": [1]}
            await insert_columns(connection, rows_table, columns, {"batch": 1})


async def test_nothing_given_is_nothing_done(db: Database) -> None:
    async with db.begin() as connection:
        assert await insert_many(connection, rows_table, []) == 0


async def test_a_broken_key_breaks_the_transaction(db: Database) -> None:
    with pytest.raises(IntegrityError) as caught:
        async with db.begin() as connection:
            await insert_many(connection, rows_table, [row(1), row(2), row(1)])
    assert "Ünïcode" not in str(caught.value)
    assert await stored(db) == []


async def test_only_what_is_new_is_inserted_where_asked(db: Database) -> None:
    async with db.begin() as connection:
        await insert_many(connection, rows_table, [row(1)])
        again = [row(1, share=0.5), row(2), row(3, job=row(1)["job"])]
        assert await insert_new_of_many(connection, rows_table, again) == 1
    assert [(one["place"], one["share"]) for one in await stored(db)] == [(1, 0.25), (2, 0.25)]


async def test_an_update_changes_the_given_columns_of_the_rows_it_finds(db: Database) -> None:
    async with db.begin() as connection:
        await insert_many(connection, rows_table, [row(1), row(2)])
        changes = [
            {"batch": 1, "place": place, "job": None, "at": AT.replace(hour=10)} for place in (2, 3)
        ]
        assert await update_many(connection, rows_table, changes, key=["batch", "place"]) == 1
    assert await stored(db) == [row(1), row(2, job=None, at=AT.replace(hour=10))]


async def test_hundreds_are_counted_and_changed_like_a_few(db: Database) -> None:
    """SQLite takes a hundred rows a statement, and what is left over one by one."""
    async with db.begin() as connection:
        await insert_many(connection, rows_table, [row(place) for place in range(150)])
        again = [row(place) for place in range(100, 355)]
        assert await insert_new_of_many(connection, rows_table, again) == 205
        changes = [
            {"batch": 1, "place": place, "job": place} for place in reversed(range(200, 520))
        ]
        assert await update_many(connection, rows_table, changes, key=["batch", "place"]) == 155
    found = await stored(db)
    assert [one["place"] for one in found] == list(range(355))
    assert [one["job"] for one in found[200:]] == list(range(200, 355))
    assert found[100]["job"] == row(100)["job"]
    assert found[300]["at"] == AT


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_update_of_hundreds_finds_each_by_its_key(db: Database) -> None:
    """Going through the table for each row would take minutes for a list of 100,000.

    PostgreSQL joins the rows by its own choice.
    """
    changes = [{"batch": 1, "place": place, "job": place} for place in range(100)]
    with asked_of(db) as asked:
        async with db.begin() as connection:
            await update_many(connection, rows_table, changes, key=["batch", "place"])
    statement = asked.statements[-1]
    async with db.read() as connection:
        nothing = (0,) * statement.count("?")
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", nothing)
        steps = [step.detail for step in plan]
    assert any("SEARCH trial_row" in step for step in steps), steps
