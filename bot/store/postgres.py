"""How Callboard uses PostgreSQL: a small pool that notices a server that went away."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_WRITE = {"isolation_level": "READ COMMITTED", "postgresql_readonly": False}
MODES: dict[Any, dict[str, Any]] = {
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


def create_engine(url: URL) -> AsyncEngine:
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
