"""How Callboard uses PostgreSQL: a small pool that notices a server that went away."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
from sqlalchemy import Engine
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.store.transaction import Mode

_WRITE = {"isolation_level": "READ COMMITTED", "postgresql_readonly": False}
_MODES: dict[Mode, dict[str, Any]] = {
    "write": _WRITE,
    # All statements of one read see the same state, as they do on SQLite.
    "read": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
    "migrate": _WRITE,
}

# A statement longer than a minute is a fault of ours; a lock waited for longer than ten seconds is
# somebody who hangs; a transaction idle for longer than a minute holds everybody else up.
_SERVER_OPTIONS = (
    "-c statement_timeout=60s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
)
# A server that vanished without a word is noticed after about half a minute.
_KEEPALIVE = {
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 4,
    "tcp_user_timeout": 30_000,
}


def connect_args(url: URL) -> dict[str, Any]:
    """What every connection of ours asks for; what the URL says of the same comes after it."""
    options = f"{_SERVER_OPTIONS} {url.query.get('options', '')}".strip()
    ours = {"connect_timeout": 10, "application_name": "callboard", **_KEEPALIVE}
    return {**{k: v for k, v in ours.items() if k not in url.query}, "options": options}


class PostgresServer:
    """Any number of transactions at once, as far as the pool goes."""

    def __init__(self, url: URL) -> None:
        self._engine = _engine(url)
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def engine(self) -> Engine:
        """What has the URL and the dialect, and tells of events."""
        return self._engine.sync_engine

    async def begin(self, mode: Mode) -> AsyncConnection:
        """Take a connection, and begin."""
        connection = await self._engine.connect()
        try:
            await connection.execution_options(**_MODES[mode])
            await connection.begin()
        except BaseException:
            await connection.close()
            raise
        return connection

    async def give_back(self, transaction: AsyncConnection) -> None:
        """Undo what is not committed; it goes on if the caller is cancelled."""
        closing = asyncio.create_task(transaction.close())
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)
        await asyncio.shield(closing)

    async def wipe(self) -> None:
        """Nothing: the server's files are not ours."""

    async def close(self) -> None:
        """Close every connection."""
        await asyncio.gather(*self._closing, return_exceptions=True)
        await self._engine.dispose()


def _engine(url: URL) -> AsyncEngine:
    """An engine with at most 15 connections, each tried before it is handed out."""
    return create_async_engine(
        url,
        pool_size=5,
        max_overflow=10,
        pool_timeout=10,
        pool_pre_ping=True,
        pool_recycle=1_800,
        hide_parameters=True,
        json_serializer=orjson.dumps,
        json_deserializer=orjson.loads,
        connect_args=connect_args(url),
    )
