"""A page of rows on its way into a statement, the fastest way that each database has."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, count
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import JSON, Table, Text, Update, bindparam, cast, column, func, select, update
from sqlalchemy.sql.expression import TableValuedAlias

from bot.store.statements import Insert, insert_into
from bot.store.transaction import Transaction
from bot.store.types import Json

Row = Mapping[str, Any]
Columns = Mapping[str, Sequence[Any]]
Convert = Callable[[Any], Any]


def given_rows(connection: Transaction, table: Table, names: Sequence[str]) -> Given:
    """Rows with values for these columns of the table."""
    if connection.dialect.name == "postgresql":
        return _GivenAsJson(connection, table, names)
    return _GivenAsParameters(connection, table, names)


class Given(ABC):
    """Statements over the rows, built once, and run a page at a time."""

    def __init__(self, connection: Transaction, table: Table, names: Sequence[str]) -> None:
        self.connection = connection
        self.table = table
        self.names = names

    def names_without(self, key: Sequence[str]) -> list[str]:
        """The columns that are not part of the key."""
        return [name for name in self.names if name not in key]

    @abstractmethod
    def insert(self) -> Insert:
        """``INSERT`` of the rows."""

    @abstractmethod
    def update(self, key: Sequence[str]) -> Update:
        """``UPDATE`` of the rows that have the same ``key``."""

    @abstractmethod
    async def run(self, statement: Any, page: Sequence[Row]) -> int:
        """Run a statement of this object over a page; how many rows it touched."""

    @abstractmethod
    async def insert_columns(self, columns: Columns, shared: Row) -> int:
        """Insert a page that comes as columns, and values that all of its rows share."""

    @cached_property
    def converters(self) -> dict[str, Convert | None]:
        """What makes of a column's value what the driver or JSON takes; nothing where it is so."""
        return {name: self._converter(name) for name in self.names}

    def _converter(self, name: str) -> Convert | None:
        dialect = self.connection.dialect
        return self.table.c[name].type.dialect_impl(dialect).bind_processor(dialect)


# Rows in one statement on SQLite. One by one an INSERT takes twice as long; and the thread that
# writes would ask for the interpreter's lock at each row, which the loop's thread gives up slowly.
_TOGETHER = 100


class _GivenAsParameters(Given):
    """SQLite: one prepared statement, run for so many rows in the connection's own thread."""

    def insert(self) -> Insert:
        values = {name: self._parameter(name) for name in self.names}
        return insert_into(self.connection, self.table).values(values)

    def update(self, key: Sequence[str]) -> Update:
        same = [self.table.c[name] == self._parameter(name) for name in key]
        values = {name: self._parameter(name) for name in self.names_without(key)}
        return update(self.table).where(*same).values(values)

    def _parameter(self, name: str) -> Any:
        # A parameter of an UPDATE may not have the name of a column.
        return bindparam(f"given_{name}", type_=self.table.c[name].type)

    async def run(self, statement: Any, page: Sequence[Row]) -> int:
        compiled = statement.compile(dialect=self.connection.dialect)
        names = [name.removeprefix("given_") for name in compiled.positiontup]
        parameters = self._parameters(names, page)
        one, many = str(compiled), _for_many(str(compiled), len(names))
        if len(page) < _TOGETHER:
            return (await self.connection.exec_driver_sql(one, parameters)).rowcount
        whole = len(page) - len(page) % _TOGETHER
        pages = (parameters[at : at + _TOGETHER] for at in range(0, whole, _TOGETHER))
        flat = [tuple(chain.from_iterable(rows)) for rows in pages]
        count = (await self.connection.exec_driver_sql(many, flat)).rowcount
        if parameters[whole:]:
            count += (await self.connection.exec_driver_sql(one, parameters[whole:])).rowcount
        return count

    def _parameters(self, names: Sequence[str], page: Sequence[Row]) -> list[tuple[Any, ...]]:
        """The values of each row in this order, converted by columns: few of them need it."""
        if len(names) > 1 and not any(self.converters[name] for name in names):
            return list(map(itemgetter(*names), page))
        columns = (self._column(name, [row[name] for row in page]) for name in names)
        return list(zip(*columns, strict=True))

    async def insert_columns(self, columns: Columns, shared: Row) -> int:
        statement: Any = self.insert().compile(dialect=self.connection.dialect)
        names = [name.removeprefix("given_") for name in statement.positiontup]
        own = [name for name in names if name in columns]
        same = chain.from_iterable(self._column(n, [shared[n]]) for n in names if n in shared)
        rows = list(zip(*(self._column(n, columns[n]) for n in own), strict=True))
        common, is_shared = list(same), tuple(name in shared for name in names)
        written = 0
        for size, pages in _by_size(rows):
            many = _for_many_sharing(str(statement), is_shared, size)
            flat = [tuple(chain(common, chain.from_iterable(page))) for page in pages]
            written += (await self.connection.exec_driver_sql(many, flat)).rowcount
        return written

    def _column(self, name: str, values: Sequence[Any]) -> Iterable[Any]:
        convert = self.converters[name]
        return map(convert, values) if convert else values


def _by_size(rows: list[tuple[Any, ...]]) -> Iterator[tuple[int, list[list[tuple[Any, ...]]]]]:
    """Pages of as many rows as go into one statement, and the rest as a shorter one."""
    whole = len(rows) - len(rows) % _TOGETHER
    if whole:
        yield _TOGETHER, [rows[at : at + _TOGETHER] for at in range(0, whole, _TOGETHER)]
    if rows[whole:]:
        yield len(rows) - whole, [rows[whole:]]


@lru_cache(maxsize=256)
def _for_many_sharing(statement: str, is_shared: tuple[bool, ...], rows: int) -> str:
    """An ``INSERT`` of one row as one of many, to which what they share is given once."""
    places = count(1)
    shared = [f"?{next(places)}" if one else "" for one in is_shared]
    each = (f"({', '.join(place or f'?{next(places)}' for place in shared)})" for _ in range(rows))
    one = f"({', '.join('?' * len(is_shared))})"
    return statement.replace(one, ", ".join(each), 1)


@lru_cache(maxsize=64)
def _for_many(statement: str, columns: int) -> str:
    """An ``INSERT`` or ``UPDATE`` of one row, with a parameter a column, as one of many."""
    row = f"({', '.join('?' * columns)})"
    rows = ", ".join([row] * _TOGETHER)
    if statement.startswith("INSERT"):
        return statement.replace(row, rows, 1)
    # In SQLite the columns of VALUES are called column1, column2 and so on.
    parts = zip(statement.split("?"), range(1, columns + 1), strict=False)
    change, _, same = "".join(f"{part}given.column{at}" for part, at in parts).partition(" WHERE ")
    return f"{change} FROM (VALUES {rows}) AS given WHERE {same}"


class _GivenAsJson(Given):
    """PostgreSQL: a page is one JSON argument, and ``json_to_recordset`` makes a table of it."""

    @cached_property
    def _rows(self) -> TableValuedAlias:
        columns = [column(name, self.table.c[name].type) for name in self.names]
        page = cast(bindparam("page", type_=Text), JSON)
        records = func.json_to_recordset(page).table_valued(*columns)
        return records.render_derived(name="given", with_types=True)

    def insert(self) -> Insert:
        rows = select(*self._rows.c)
        return insert_into(self.connection, self.table).from_select(list(self.names), rows)

    def update(self, key: Sequence[str]) -> Update:
        same = [self.table.c[name] == self._rows.c[name] for name in key]
        values = {name: self._rows.c[name] for name in self.names_without(key)}
        return update(self.table).where(*same).values(values)

    def _converter(self, name: str) -> Convert | None:
        # A JSON value stands inside the page as it is.
        return None if isinstance(self.table.c[name].type, Json) else super()._converter(name)

    async def run(self, statement: Any, page: Sequence[Row]) -> int:
        places = list(self.converters.items())
        rows = [
            {name: convert(row[name]) if convert else row[name] for name, convert in places}
            for row in page
        ]
        parameters = {"page": orjson.dumps(rows).decode()}
        return (await self.connection.execute(statement, parameters)).rowcount

    async def insert_columns(self, columns: Columns, shared: Row) -> int:
        rows = zip(*columns.values(), strict=True)
        page = [{**shared, **dict(zip(columns, row, strict=True))} for row in rows]
        return await self.run(self.insert(), page)
