"""How Callboard uses SQLite: one connection, real write transactions, and commits that last."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.sqlite_driver import connect

MODES: dict[Any, dict[str, Any]] = {
    "write": {"sqlite_begin": "PRAGMA query_only = OFF; BEGIN IMMEDIATE"},
    # A write in a read would be lost without a word.
    "read": {"sqlite_begin": "PRAGMA query_only = ON; BEGIN"},
    # Foreign keys can be switched outside a transaction only.
    "migrate": {
        "sqlite_begin": "PRAGMA query_only = OFF; PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE"
    },
}

# Whoever waits for another program's lock keeps the one connection meanwhile, so the waits are
# short and taken in turns: a transaction tries again for as long as its patience lasts.
_BUSY_SECONDS = 0.25

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


def create_engine(url: URL) -> AsyncEngine:
    """An engine of one connection.

    Two connections of one process could meet the WAL bug that SQLite mended in 3.51.3, and would
    gain nothing: there is one writer at a time anyhow.
    """
    engine = create_async_engine(
        url,
        pool_size=1,
        max_overflow=0,
        pool_timeout=30,
        # Every transaction of ours ends with a commit or a rollback of its own.
        pool_reset_on_return=None,
        hide_parameters=True,
        connect_args={
            "async_creator_fn": connect,
            "timeout": _BUSY_SECONDS,
            "isolation_level": None,
        },
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin by hand: the driver's own way begins only at the first write, after the reads."""
    options = {**MODES["write"], **connection.get_execution_options()}
    sql = options["sqlite_begin"]
    connection.connection.run_async(lambda driver: driver.executescript(sql))


async def empty_log(engine: AsyncEngine) -> None:
    """Bring the write-ahead log into the database, and cut it to nothing."""
    connection = await engine.raw_connection()
    try:
        # Outside of any transaction: inside one SQLite refuses.
        driver: Any = connection.driver_connection
        await driver.executescript(_EMPTY_LOG)
    finally:
        connection.close()
