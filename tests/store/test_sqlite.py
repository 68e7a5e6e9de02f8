"""SQLite beside the loop: what is quick is done at once, and nothing else holds the loop up."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Integer, column, delete, func, insert, literal, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.store import Database, open_database
from bot.store.schema import seen
from bot.store.statements import reading_much
from bot.store.transaction import Transaction

_AT = datetime(2026, 11, 24, tzinfo=UTC)
_NOBODY = select(seen.c.key).where(seen.c.key == "nobody")


@pytest.fixture
async def file(tmp_path: Path) -> AsyncIterator[Database]:
    database = open_database(f"sqlite:///{tmp_path / 'callboard.db'}")
    async with database.begin() as tx:
        await tx.run_sync(seen.create)
    yield database
    await database.close()


def counting_to(end: int) -> Any:
    """A read that takes some 0.1 µs for each number."""
    numbers = select(literal(1).label("n")).cte("numbers", recursive=True)
    more = select(numbers.c.n + 1).where(numbers.c.n < end)
    return select(func.count()).select_from(numbers.union_all(more))


async def turns_of_the_loop_during(work: Awaitable[Any]) -> int:
    """How often others had their turn meanwhile."""
    turns, has_ended = 0, False

    async def count() -> None:
        nonlocal turns
        while not has_ended:
            await asyncio.sleep(0)
            turns += 1

    counting = asyncio.create_task(count())
    try:
        await work
    finally:
        has_ended = True
        await counting
    return turns


async def test_a_read_by_a_key_and_a_new_row_take_no_turn_of_the_loop(file: Database) -> None:
    async with file.begin() as tx:
        assert await turns_of_the_loop_during(tx.execute(_NOBODY)) == 0
        assert await turns_of_the_loop_during(tx.execute(insert(seen).values(key="a", at=_AT))) == 0


async def test_a_long_read_goes_on_beside_the_loop_and_has_its_answer(file: Database) -> None:
    async with file.read() as tx:
        assert await turns_of_the_loop_during(tx.execute(counting_to(1_000_000))) > 1
        assert await tx.scalar(counting_to(1_000_000)) == 1_000_000


async def test_who_reads_again_and_again_lets_others_have_their_turn(file: Database) -> None:
    async def read_on() -> None:
        for _ in range(100):
            async with file.read() as tx:
                await tx.execute(_NOBODY)

    assert await turns_of_the_loop_during(read_on()) >= 100


async def test_a_transaction_of_many_reads_lets_others_have_their_turn(file: Database) -> None:
    async with file.read() as tx:

        async def read_on() -> None:
            for _ in range(2_000):
                await tx.execute(_NOBODY)

        assert await turns_of_the_loop_during(read_on()) > 1


async def test_a_read_that_was_cut_short_leaves_what_was_written_before_it(file: Database) -> None:
    async with file.begin() as tx:
        await tx.execute(insert(seen).values(key="a", at=_AT))
        assert await tx.scalar(counting_to(1_000_000)) == 1_000_000
        await tx.execute(insert(seen).values(key="b", at=_AT))
    async with file.read() as tx:
        assert (await tx.scalars(select(seen.c.key))).all() == ["a", "b"]


Statement = Callable[[], Any]


@pytest.mark.parametrize(
    "statement",
    [
        lambda: reading_much(_NOBODY),
        lambda: update(seen).values(at=_AT),
        lambda: delete(seen),
        lambda: insert(seen).from_select(["key", "at"], select(seen.c.key + "!", seen.c.at)),
    ],
    ids=["a page", "a change", "a deletion", "rows from rows"],
)
async def test_what_may_take_long_is_left_to_the_thread(
    file: Database, statement: Statement
) -> None:
    async with file.begin() as tx:
        assert await turns_of_the_loop_during(tx.execute(statement())) > 0


async def test_many_given_rows_are_left_to_the_thread(file: Database) -> None:
    rows = [{"key": str(number), "at": _AT} for number in range(100)]
    async with file.begin() as tx:
        assert await turns_of_the_loop_during(tx.execute(insert(seen), rows)) > 0


async def test_a_savepoint_undoes_its_own_block_alone(file: Database) -> None:
    async with file.begin() as tx:
        await tx.execute(insert(seen).values(key="a", at=_AT))
        with pytest.raises(IntegrityError):
            async with tx.begin_nested():
                await tx.execute(insert(seen).values(key="b", at=_AT))
                await tx.execute(insert(seen).values(key="a", at=_AT))
        async with tx.begin_nested():
            await tx.execute(insert(seen).values(key="c", at=_AT))
    async with file.read() as tx:
        assert (await tx.scalars(select(seen.c.key))).all() == ["a", "c"]


async def test_the_rows_of_an_answer_can_be_taken_in_any_way(file: Database) -> None:
    numbers = func.json_each("[1, 2, 3, 4, 5, 6]").table_valued(column("value", Integer))
    async with file.read() as tx:
        answer = await tx.execute(select(numbers.c.value))
        assert answer.fetchone() == (1,)
        assert answer.fetchmany(2) == [(2,), (3,)]
        assert answer.fetchmany() == [(4,)]
        assert answer.fetchall() == [(5,), (6,)]
        assert (await tx.execute(select(numbers.c.value))).first() == (1,)


async def hold_long(file: Database, has_begun: asyncio.Event) -> None:
    async with file.begin() as tx:
        await tx.execute(insert(seen).values(key="a", at=_AT))
        has_begun.set()
        await tx.execute(reading_much(counting_to(3_000_000)))


async def test_who_is_cancelled_during_a_statement_undoes_all_and_the_next_waits_for_its_end(
    file: Database,
) -> None:
    has_begun = asyncio.Event()
    holding = asyncio.create_task(hold_long(file, has_begun))
    await has_begun.wait()
    holding.cancel()
    with pytest.raises(asyncio.CancelledError):
        await holding
    async with file.read() as tx:
        assert await tx.scalar(select(func.count()).select_from(seen)) == 0


async def test_who_gives_up_a_statement_and_asks_on_waits_for_its_end(file: Database) -> None:
    async with file.begin() as tx:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0):
                await tx.execute(reading_much(counting_to(1_000_000)))
        assert await turns_of_the_loop_during(tx.execute(_NOBODY)) > 0
        await tx.execute(insert(seen).values(key="a", at=_AT))
    async with file.read() as tx:
        assert (await tx.scalars(select(seen.c.key))).all() == ["a"]


async def test_who_is_cancelled_while_another_program_holds_the_lock_begins_nothing(
    file: Database, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "callboard.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(add(file, "a"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    other.execute("ROLLBACK")
    other.close()
    await add(file, "b")
    async with file.read() as tx:
        assert (await tx.scalars(select(seen.c.key))).all() == ["b"]


async def add(file: Database, key: str) -> None:
    async with file.begin() as tx:
        await tx.execute(insert(seen).values(key=key, at=_AT))


async def test_a_connection_whose_transaction_cannot_be_undone_is_replaced(
    file: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_connection: Any) -> None:
        raise OperationalError("ROLLBACK", {}, sqlite3.OperationalError("disk I/O error"))

    async def spoil(tx: Transaction) -> None:
        await tx.execute(insert(seen).values(key="a", at=_AT))
        monkeypatch.setattr("sqlalchemy.engine.Connection.rollback", fail)
        raise ValueError("on purpose")

    with pytest.raises(ValueError, match="on purpose"):
        async with file.begin() as tx:
            await spoil(tx)
    monkeypatch.undo()
    await add(file, "b")
    async with file.read() as tx:
        assert (await tx.scalars(select(seen.c.key))).all() == ["b"]
