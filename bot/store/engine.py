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
from typing import Any, Protocol, TypeVar

import stamina
from sqlalchemy import Engine, text
from sqlalchemy.engine import URL, make_url

from bot.store.failures import (
    CommitUnclear,
    DatabaseUnavailable,
    cannot_begin,
    is_lost_connection,
    is_transient,
)
from bot.store.sqlite import SqliteFile
from bot.store.transaction import Begun, Mode, Transaction

ResultT = TypeVar("ResultT")
BegunT = TypeVar("BegunT")

PATIENCE = 10.0
"""Seconds for which a transaction tries to begin while the database is away or locked."""


class _Backend(Protocol[BegunT]):
    """What differs between the two databases."""

    @property
    def engine(self) -> Engine: ...
    async def begin(self, mode: Mode) -> BegunT: ...
    async def give_back(self, transaction: BegunT) -> None: ...
    async def wipe(self) -> None: ...
    async def close(self) -> None: ...


def open_database(url: URL | str) -> Database:
    """A database by its URL. Nothing is connected before it is used."""
    url = make_url(url)
    if url.get_backend_name() == "sqlite":
        return Database(SqliteFile(url))
    # SQLAlchemy's asyncio half takes a while to load.
    from bot.store.postgres import PostgresServer

    return Database(PostgresServer(url))


class Database:
    """Where transactions begin. Make one with :func:`open_database`."""

    def __init__(self, backend: _Backend[Any]) -> None:
        self._backend = backend
        self._inside: set[asyncio.Task[Any] | None] = set()

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's: it has the URL and the dialect, and tells of events."""
        return self._backend.engine

    @property
    def dialect_name(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file."""
        return self.dialect_name == "sqlite"

    @asynccontextmanager
    async def begin(self, patience: float = PATIENCE) -> AsyncIterator[Transaction]:
        """A write transaction: committed at the end of the block, undone by any exception.

        Raises :class:`DatabaseUnavailable` if it could not begin within ``patience`` seconds, and
        :class:`CommitUnclear` if the connection broke while committing.
        """
        async with self._transaction("write", patience) as connection:
            yield connection
            await _commit(connection)

    @asynccontextmanager
    async def read(self, patience: float = PATIENCE) -> AsyncIterator[Transaction]:
        """A transaction that sees one state of the database throughout, and writes nothing."""
        async with self._transaction("read", patience) as connection:
            yield connection

    @asynccontextmanager
    async def begin_migration(self, patience: float = 120.0) -> AsyncIterator[Transaction]:
        """A write transaction for changing the schema; its connection is used for nothing else.

        On SQLite foreign keys are not in force in it: there a change of a table copies it and
        drops the old one, which would delete every row that refers to it.
        """
        async with self._transaction("migrate", patience) as connection:
            yield connection
            await _commit(connection)

    async def transact(
        self,
        work: Callable[[Transaction], Awaitable[ResultT]],
        *,
        idempotent: bool = False,
    ) -> ResultT:
        """Do the work in a write transaction, and again if it was undone for another's sake.

        ``work`` may run several times, so it does nothing but database work. An ``idempotent`` one
        is also repeated when it is unclear whether its commit happened.
        """

        def may_repeat(error: Exception) -> bool:
            return is_transient(error) or (idempotent and isinstance(error, CommitUnclear))

        async def once() -> ResultT:
            async with self.begin() as connection:
                return await work(connection)

        return await _again(once, may_repeat, attempts=6, timeout=30.0, wait_initial=0.02)

    async def ping(self, patience: float = 2.0) -> None:
        """Raise :class:`DatabaseUnavailable` unless a query is answered."""
        async with self.read(patience) as connection:
            await connection.execute(text("SELECT 1"))

    async def wipe(self) -> None:
        """Let nothing that was deleted be read from SQLite's files any more.

        What a deletion leaves in the pages of the database is overwritten with zeros at once; here
        the log of changes, which still has the pages of before, is emptied too.
        """
        await self._backend.wipe()

    async def close(self) -> None:
        """Close every connection."""
        await self._backend.close()

    @asynccontextmanager
    async def _transaction(self, mode: Mode, patience: float) -> AsyncIterator[Begun]:
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
                await self._backend.give_back(connection)
        finally:
            self._inside.discard(task)

    async def _begun(self, mode: Mode, patience: float) -> Begun:
        async def once() -> Begun:
            begun: Begun = await self._backend.begin(mode)
            return begun

        try:
            return await _again(
                once, is_transient, attempts=None, timeout=patience, wait_initial=0.05, wait_max=1.0
            )
        except Exception as error:
            if cannot_begin(error):
                raise DatabaseUnavailable from error
            raise


async def _again(
    once: Callable[[], Awaitable[ResultT]], may_repeat: Callable[[Exception], bool], **waits: Any
) -> ResultT:
    """Do it, and again while it may be repeated. The first time is done without stamina, which
    takes longer to prepare than a transaction to begin."""
    try:
        return await once()
    except Exception as error:
        if not may_repeat(error):
            raise
    async for attempt in stamina.retry_context(may_repeat, wait_jitter=0.1, **waits):
        with attempt:
            return await once()
    raise AssertionError("stamina returns or raises")


async def _commit(connection: Begun) -> None:
    try:
        await connection.commit()
    except Exception as error:
        if is_lost_connection(error):
            raise CommitUnclear from error
        raise
