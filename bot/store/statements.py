"""Statements that both databases understand, where SQL itself differs between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

import orjson
from sqlalchemy import ColumnElement, Executable, Select, Table, Text, cast, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.transaction import Transaction

SelectT = TypeVar("SelectT", bound=Select[Any])
ReadT = TypeVar("ReadT", bound=Executable)
Insert = sqlite.Insert | postgresql.Insert
Values = Mapping[str, Any]
READS_MUCH = "reads_much"


def skip_locked(query: SelectT) -> SelectT:
    """Rows to claim that no other worker is claiming: ``FOR NO KEY UPDATE SKIP LOCKED``.

    Rows that only refer to them may be written meanwhile. On SQLite it says nothing, because a
    write transaction there has the database to itself.
    """
    return query.with_for_update(skip_locked=True, key_share=True)


def locked(query: SelectT) -> SelectT:
    """Rows that stay as they were read until the transaction ends: ``FOR NO KEY UPDATE``.

    A plain ``FOR UPDATE`` would also wait for every transaction that writes a row which refers to
    them (a call job of a campaign), and be waited for: that is how deadlocks come about.
    """
    return query.with_for_update(key_share=True)


def reading_much(query: ReadT) -> ReadT:
    """A read of a page of rows, or of a count of many: SQLite's thread does it, not the loop's."""
    return query.execution_options(**{READS_MUCH: True})


def one_of(
    connection: Transaction, column: ColumnElement[str], words: Sequence[str]
) -> ColumnElement[bool]:
    """Whether the column has one of these texts: a single parameter, however many there are."""
    if connection.dialect.name == "postgresql":
        return column == func.any(cast(list(words), postgresql.ARRAY(Text)))
    listed = func.json_each(orjson.dumps(list(words)).decode()).table_valued("value")
    return column.in_(select(listed.c.value))


def any_of(column: ColumnElement[str], words: Iterable[str]) -> ColumnElement[bool]:
    """The same for a statement that is made once, and words that never change.

    Each has a parameter of its own, so the text need not be made anew whenever it is run.
    """
    return column.in_([literal(str(word)) for word in words])


def json_array(dialect_name: str, column: ColumnElement[Any]) -> ColumnElement[str]:
    """A column's values gathered into the text of a JSON array; no text for no rows."""
    listed = func.json_agg if dialect_name == "postgresql" else func.json_group_array
    return cast(listed(column), Text)


async def hold_number(tx: Transaction, number: int, *, shared: bool = False) -> None:
    """Take one of our advisory locks until the transaction ends: alone, or with all who share it.

    A SQLite transaction has the database to itself anyway.
    """
    if tx.dialect.name == "postgresql":
        take = func.pg_advisory_xact_lock_shared if shared else func.pg_advisory_xact_lock
        await tx.execute(select(take(number)))


def insert_if_new(connection: Transaction, table: Table, values: Values) -> Insert:
    """Insert, and leave a row as it is that breaks a unique key; ``rowcount`` tells how many."""
    return insert_into(connection, table).values(values).on_conflict_do_nothing()


@cache
def new_row(dialect_name: str, table: Table) -> Insert:
    """The same for one row, whose columns are given when it is run.

    It is made once, since making a statement takes longer than running it.
    """
    return insert_for(dialect_name, table).on_conflict_do_nothing()


def of_columns(table: Table, values: Values) -> Values:
    """The values, each of which is a column's: where a statement is given them as it is run,
    SQLAlchemy passes over in silence what has another name."""
    if strange := values.keys() - _names(table):
        raise TypeError(f"{table.name} has no columns {sorted(strange)}")
    return values


@cache
def _names(table: Table) -> frozenset[str]:
    return frozenset(table.c.keys())


def upsert(
    connection: Transaction,
    table: Table,
    values: Values,
    *,
    key: Sequence[str],
    change: Iterable[str] | None = None,
) -> Insert:
    """Insert, or change the row that has this ``key``, which is a unique key of the table.

    ``change`` names the columns that then take the new values: by default all that are given.
    """
    given = values if isinstance(values, Mapping) else values[0]
    names = [name for name in given if name not in key] if change is None else list(change)
    insert = insert_into(connection, table).values(values)
    return conflict_changes(insert, key, names)


def insert_into(connection: Transaction, table: Table) -> Insert:
    """The database's own ``INSERT``, which knows ``ON CONFLICT``."""
    return insert_for(connection.dialect.name, table)


def insert_for(dialect_name: str, table: Table) -> Insert:
    """The same for a statement that is kept."""
    insert = postgresql.insert if dialect_name == "postgresql" else sqlite.insert
    # Without this option SQLAlchemy answers -1 for the rows of an INSERT on PostgreSQL.
    return insert(table).execution_options(preserve_rowcount=True)


def conflict_changes(insert: Insert, key: Sequence[str], names: Iterable[str]) -> Insert:
    """``ON CONFLICT (key) DO UPDATE`` of these columns to what was to be inserted."""
    changes = {name: insert.excluded[name] for name in names}
    return insert.on_conflict_do_update(index_elements=list(key), set_=changes)
