"""People, channels, roles, opt-outs, and the audit of who did what."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from bot.store.schema.base import RowId, metadata, row_id
from bot.store.types import Instant, Json

# What Slack said of a person, kept for minutes so that a command needs no call of its own.
person = Table(
    "person",
    metadata,
    Column("user_id", Text, primary_key=True),
    Column("language", Text),
    Column("zone", Text),
    Column("team_id", Text),
    Column("is_owner", Boolean, nullable=False, server_default="0"),
    Column("is_guest", Boolean, nullable=False, server_default="0"),
    Column("is_gone", Boolean, nullable=False, server_default="0"),
    Column("fetched_at", Instant, nullable=False),
)

channel = Table(
    "channel",
    metadata,
    Column("channel_id", Text, primary_key=True),
    Column("language", Text),
    Column("zone", Text),
    Column("manners", Json),
    Column("unreachable_at", Instant),
    Column("last_error", Text),
)

# subject is a user id (U…, W…) or a user group id (S…); campaign_id null means every campaign.
access_grant = Table(
    "access_grant",
    metadata,
    row_id(),
    Column("subject", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("campaign_id", RowId, ForeignKey("campaign.id", ondelete="CASCADE")),
    Column("granted_by", Text, nullable=False),
    Column("granted_at", Instant, nullable=False),
)
Index("ix_access_grant_subject", access_grant.c.subject)

audit = Table(
    "audit",
    metadata,
    row_id(),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("channel_id", Text),
    Column("action", Text, nullable=False),
    Column("campaign_id", RowId),
    Column("people", Integer),
    Column("outcome", Text, nullable=False),
    Column("request_id", Text),
    Column("detail", Json),
)
Index("ix_audit_campaign", audit.c.campaign_id, audit.c.id)
Index("ix_audit_at", audit.c.at)

# Numbers that must never be called again, as hashes under a key of their own.
optout = Table(
    "optout",
    metadata,
    Column("phone_hash", Text, primary_key=True),
    Column("added_by", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
)
