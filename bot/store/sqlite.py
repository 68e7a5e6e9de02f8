"""How Callboard uses SQLite: one connection, real write transactions, and commits that last."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.store.failures import DatabaseUnavailable
from bot.store.sqlite_driver import Connection as Driver
from bot.store.sqlite_thread import SqliteThread
from bot.store.sqlite_transaction import SqliteTransaction
from bot.store.transaction import Mode

_BEGIN: dict[Mode, str] = {
    "write": "PRAGMA query_only = OFF; BEGIN IMMEDIATE",
    # A write in a read would be lost without a word.
    "read": "PRAGMA query_only = ON; BEGIN",
    # Foreign keys can be switched outside a transaction only.
    "migrate": "PRAGMA query_only = OFF; PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE",
}

# Whoever waits for another program's lock keeps the one connection meanwhile, so the waits are
# short and taken in turns: a transaction tries again for as long as its patience lasts.
_BUSY_SECONDS = 0.25

# Longer than anything that is done in one transaction.
_TURN_SECONDS = 30.0

# FULL waits for the disk at each commit. With NORMAL a power cut may take back the last commits,
# and with them the key of a request that the host has already seen: people would be called twice.
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -16384",
    "PRAGMA temp_store = MEMORY",
    # What is erased is to be gone from the file, not only from the tables.
    "PRAGMA secure_delete = ON",
)

_EMPTY_LOG = "PRAGMA query_only = OFF; PRAGMA wal_checkpoint(TRUNCATE)"


class SqliteFile:
    """One connection, at which every transaction takes its turn.

    Two connections of one process could meet the WAL bug that SQLite mended in 3.51.3, and would
    gain nothing: there is one writer at a time anyhow.
    """

    def __init__(self, url: URL) -> None:
        self.engine = _engine(url)
        self._connection: Connection | None = None
        self._turn = asyncio.Lock()
        self._thread = SqliteThread()

    async def begin(self, mode: Mode) -> SqliteTransaction:
        """Wait for the turn, and begin."""
        connection = await self._take_turn()
        ended = self._throw_away if mode == "migrate" else self._end_turn
        try:
            if mode == "read":
                # Nothing else of a short read waits, and who reads again and again must not keep
                # the loop to himself.
                await asyncio.sleep(0)
                _begin(connection, mode)
            else:
                # Another program may hold the lock.
                await self._thread.run(_begin, connection, mode)
        except BaseException:
            self._thread.when_idle(ended)
            raise
        return SqliteTransaction(connection, self._thread, ended)

    async def give_back(self, transaction: SqliteTransaction) -> None:
        """Undo what is not committed. Where a statement is under way, because who waited for it was
        cancelled, that happens at its end, and nobody else begins before."""
        await transaction.close()

    async def wipe(self) -> None:
        """Bring the write-ahead log into the database, and cut it to nothing."""
        connection = await self._take_turn()
        try:
            # Outside of any transaction: inside one SQLite refuses.
            await self._thread.run(_driver(connection).executescript, _EMPTY_LOG)
        finally:
            self._thread.when_idle(self._end_turn)

    async def close(self) -> None:
        """Close the file."""
        async with self._turn:
            self._drop()
        self._thread.close()

    async def _take_turn(self) -> Connection:
        try:
            async with asyncio.timeout(_TURN_SECONDS):
                await self._turn.acquire()
        except TimeoutError:
            raise DatabaseUnavailable from None
        try:
            if self._connection is None:
                return await self._thread.run(self._connect)
            return self._connection
        except BaseException:
            self._thread.when_idle(self._turn.release)
            raise

    def _connect(self) -> Connection:
        self._connection = self.engine.connect()
        return self._connection

    def _end_turn(self) -> None:
        try:
            if self._connection is not None:
                self._connection.rollback()
        except SQLAlchemyError:
            self._drop()
        finally:
            self._turn.release()

    def _throw_away(self) -> None:
        """End the turn with a connection that nobody is to have after it."""
        self._drop()
        self._turn.release()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None


def _engine(url: URL) -> Engine:
    """An engine that opens the file anew for each connection; ours keeps one."""
    engine = create_engine(
        url.set(drivername="sqlite"),
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={
            "timeout": _BUSY_SECONDS,
            "isolation_level": None,
            "check_same_thread": False,
            "factory": Driver,
        },
    )
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(driver: Any, _record: object) -> None:
    for pragma in _PRAGMAS:
        driver.execute(pragma)


def _begin(connection: Connection, mode: Mode) -> None:
    """Begin by hand: the driver's own way begins only at the first write, after the reads."""
    connection.begin()
    _driver(connection).executescript(_BEGIN[mode])


def _driver(connection: Connection) -> sqlite3.Connection:
    driver: Any = connection.connection.driver_connection
    plain: sqlite3.Connection = driver
    return plain
