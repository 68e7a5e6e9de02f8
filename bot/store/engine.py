"""The database: transactions that behave the same on SQLite and on PostgreSQL.

On SQLite there is one connection, which makes every transaction of the process wait its turn:
inside one, await nothing but the database. A write transaction is ``BEGIN IMMEDIATE``, so that what
it read is still true when it writes. On PostgreSQL writes run at READ COMMITTED, and lock the rows
that they read to change with :func:`bot.store.statements.locked` or ``skip_locked``.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Literal, TypeVar

import stamina
from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store import postgres, sqlite
from bot.store.failures import (
    CommitUnclear,
    DatabaseUnavailable,
    cannot_begin,
    is_lost_connection,
    is_transient,
)

ResultT = TypeVar("ResultT")
Mode = Literal["write", "read", "migrate"]

PATIENCE = 10.0
"""Seconds for which a transaction tries to begin while the database is away or locked."""


def open_database(url: URL | str) -> Database:
    """A database by its URL with an asyncio driver. Nothing is connected before it is used."""
    url = make_url(url)
    if url.get_backend_name() == "sqlite":
        return Database(sqlite.create_engine(url), sqlite.MODES)
    return Database(postgres.create_engine(url), postgres.MODES)


class Database:
    """Where transactions begin. Make one with :func:`open_database`."""

    def __init__(self, engine: AsyncEngine, modes: dict[Mode, dict[str, Any]]) -> None:
        self.engine = engine
        self._modes = modes
        self._inside: set[asyncio.Task[Any] | None] = set()
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def dialect_name(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file."""
        return self.dialect_name == "sqlite"

    @asynccontextmanager
    async def begin(self, patience: float = PATIENCE) -> AsyncIterator[AsyncConnection]:
        """A write transaction: committed at the end of the block, undone by any exception.

        Raises :class:`DatabaseUnavailable` if it could not begin within ``patience`` seconds, and
        :class:`CommitUnclear` if the connection broke while committing.
        """
        async with self._transaction("write", patience) as connection:
            yield connection
            await _commit(connection)

    @asynccontextmanager
    async def read(self, patience: float = PATIENCE) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one state of the database throughout, and writes nothing."""
        async with self._transaction("read", patience) as connection:
            yield connection

    @asynccontextmanager
    async def begin_migration(self, patience: float = 120.0) -> AsyncIterator[AsyncConnection]:
        """A write transaction for changing the schema; its connection is used for nothing else.

        On SQLite foreign keys are not in force in it: there a change of a table copies it and
        drops the old one, which would delete every row that refers to it.
        """
        async with self._transaction("migrate", patience) as connection:
            try:
                yield connection
                await _commit(connection)
            finally:
                await connection.invalidate()

    async def transact(
        self,
        work: Callable[[AsyncConnection], Awaitable[ResultT]],
        *,
        idempotent: bool = False,
    ) -> ResultT:
        """Do the work in a write transaction, and again if it was undone for another's sake.

        ``work`` may run several times, so it does nothing but database work. An ``idempotent`` one
        is also repeated when it is unclear whether its commit happened.
        """

        def may_repeat(error: Exception) -> bool:
            return is_transient(error) or (idempotent and isinstance(error, CommitUnclear))

        async for attempt in stamina.retry_context(
            may_repeat, attempts=6, timeout=30.0, wait_initial=0.02, wait_jitter=0.1
        ):
            with attempt:
                async with self.begin() as connection:
                    return await work(connection)
        raise AssertionError("stamina returns or raises")

    async def ping(self, patience: float = 2.0) -> None:
        """Raise :class:`DatabaseUnavailable` unless a query is answered."""
        async with self.read(patience) as connection:
            await connection.execute(text("SELECT 1"))

    async def wipe(self) -> None:
        """Let nothing that was deleted be read from SQLite's files any more.

        What a deletion leaves in the pages of the database is overwritten with zeros at once; here
        the log of changes, which still has the pages of before, is emptied too.
        """
        if self.is_sqlite:
            await sqlite.empty_log(self.engine)

    async def close(self) -> None:
        """Close every connection."""
        await asyncio.gather(*self._closing, return_exceptions=True)
        await self.engine.dispose()

    @asynccontextmanager
    async def _transaction(self, mode: Mode, patience: float) -> AsyncIterator[AsyncConnection]:
        task = asyncio.current_task()
        if task in self._inside:
            # With SQLite's one connection it would wait for itself; so it is an error on both.
            raise RuntimeError("this task is inside a transaction already")
        self._inside.add(task)
        try:
            connection = await self._begun(mode, patience)
            try:
                yield connection
            finally:
                await asyncio.shield(self._give_back(connection))
        finally:
            self._inside.discard(task)

    def _give_back(self, connection: AsyncConnection) -> asyncio.Task[None]:
        """Close, which undoes what is not committed; it goes on if the caller is cancelled."""
        closing = asyncio.create_task(connection.close())
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)
        return closing

    async def _begun(self, mode: Mode, patience: float) -> AsyncConnection:
        try:
            async for attempt in stamina.retry_context(
                is_transient,
                attempts=None,
                timeout=patience,
                wait_initial=0.05,
                wait_max=1.0,
                wait_jitter=0.1,
            ):
                with attempt:
                    return await self._begin_once(mode)
        except Exception as error:
            if cannot_begin(error):
                raise DatabaseUnavailable from error
            raise
        raise AssertionError("stamina returns or raises")

    async def _begin_once(self, mode: Mode) -> AsyncConnection:
        connection = await self.engine.connect()
        try:
            await connection.execution_options(**self._modes[mode])
            await connection.begin()
        except BaseException:
            await connection.close()
            raise
        return connection


async def _commit(connection: AsyncConnection) -> None:
    try:
        await connection.commit()
    except Exception as error:
        if is_lost_connection(error):
            raise CommitUnclear from error
        raise
