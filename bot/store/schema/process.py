"""What the processes remember for themselves."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text

from bot.store.schema.base import metadata
from bot.store.types import Instant

# Events, clicks and submissions that were already taken, each under Slack's own id for it.
seen = Table(
    "seen",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", Instant, nullable=False),
)
Index("ix_seen_at", seen.c.at)

# Keys of the bot's own making, sealed by SECRET_KEY, so that rotating it loses nothing they made.
secret = Table(
    "secret",
    metadata,
    Column("name", Text, primary_key=True),
    Column("sealed", Text, nullable=False),
)

# The last tick of each scheduler, for the readiness of processes that have none of their own.
heartbeat = Table(
    "heartbeat",
    metadata,
    Column("process", Text, primary_key=True),
    Column("at", Instant, nullable=False),
)
