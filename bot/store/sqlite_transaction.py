"""A transaction on SQLite: what is quick is done at once, all else in a thread.

A visit to a thread costs four times what SQLAlchemy and SQLite take for a read by a key, and a
press of a button comes to some thirty of those. So a read is tried where it is asked for, and cut
short after two milliseconds: then it is done anew in the thread, and the loop goes on. What changes
rows cannot be cut short without undoing the transaction, so of that only the insert of a single
row is done at once. What waits for the disk, or for another program, is left to the thread, and so
is the next statement of a transaction that others have waited for long enough.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, CursorResult, Insert
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.exc import OperationalError

from bot.store.sqlite_driver import was_cut_short
from bot.store.sqlite_thread import SqliteThread
from bot.store.statements import READS_MUCH

_T = TypeVar("_T")
_P = ParamSpec("_P")

# A read that takes longer begins anew in the thread, where it may take its time; and a transaction
# keeps the loop to itself for no longer than this.
_SECONDS = 0.002


class SqliteTransaction:
    """A :class:`bot.store.transaction.Begun`; ``ended`` is called when it is over."""

    def __init__(
        self, connection: Connection, thread: SqliteThread, ended: Callable[[], None]
    ) -> None:
        self._connection = connection
        self._driver: Any = connection.connection.driver_connection
        self._thread = thread
        self._ended = ended
        self._others_wait_since = time.perf_counter()

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    async def execute(self, statement: Any, parameters: Any = None) -> CursorResult[Any]:
        waited = time.perf_counter() - self._others_wait_since
        if waited > _SECONDS or not self._thread.is_idle:
            return await self._in_thread(self._connection.execute, statement, parameters)
        if _adds_a_row(statement, parameters):
            return self._connection.execute(statement, parameters)
        if statement.is_select and READS_MUCH not in statement.get_execution_options():
            try:
                with self._driver.cut_short(_SECONDS):
                    return self._connection.execute(statement, parameters)
            except OperationalError as error:
                if not was_cut_short(error.orig):
                    raise
        return await self._in_thread(self._connection.execute, statement, parameters)

    async def scalar(self, statement: Any, parameters: Any = None) -> Any:
        return (await self.execute(statement, parameters)).scalar()

    async def scalars(self, statement: Any, parameters: Any = None) -> Any:
        return (await self.execute(statement, parameters)).scalars()

    async def exec_driver_sql(self, statement: str, parameters: Any = None) -> CursorResult[Any]:
        return await self._in_thread(self._connection.exec_driver_sql, statement, parameters)

    async def run_sync(
        self, fn: Callable[Concatenate[Connection, _P], _T], *arg: _P.args, **kw: _P.kwargs
    ) -> _T:
        return await self._in_thread(partial(fn, self._connection, *arg, **kw))

    @asynccontextmanager
    async def begin_nested(self) -> AsyncIterator[None]:
        nested = await self._in_thread(self._connection.begin_nested)
        try:
            yield
        except BaseException:
            await self._in_thread(nested.rollback)
            raise
        await self._in_thread(nested.commit)

    async def commit(self) -> None:
        await self._in_thread(self._connection.commit)

    async def close(self) -> None:
        self._thread.when_idle(self._ended)

    async def _in_thread(self, work: Callable[..., _T], *arguments: Any) -> _T:
        try:
            return await self._thread.run(work, *arguments)
        finally:
            self._others_wait_since = time.perf_counter()


def _adds_a_row(statement: Any, parameters: Any) -> bool:
    is_insert = isinstance(statement, Insert) and statement.select is None
    return is_insert and not isinstance(parameters, list)
