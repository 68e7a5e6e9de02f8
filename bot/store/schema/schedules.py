"""Schedules: a person's timed orders, and the runs that happened."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from bot.store.schema.base import RowId, claim_columns, metadata, row_id
from bot.store.types import Instant, Json

# kind: "digest" (cadence set) or "resume" (once, at next_at). campaign_id null on a digest means
# every campaign of the channel. off_at ends it.
schedule = Table(
    "schedule",
    metadata,
    row_id(),
    Column("kind", Text, nullable=False),
    Column("campaign_id", RowId, ForeignKey("campaign.id", ondelete="CASCADE")),
    Column("channel_id", Text, nullable=False),
    Column("cadence", Json),
    Column("zone", Text),
    Column("details", Json),
    Column("created_by", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("off_at", Instant),
    Column("off_reason", Text),
    *claim_columns(),
)
Index("ix_schedule_due", schedule.c.next_at)
Index("ix_schedule_channel", schedule.c.channel_id)

# The unique pair makes a due time run once, over any number of workers. figures is the summary
# that was posted: what the next run compares itself with.
schedule_run = Table(
    "schedule_run",
    metadata,
    Column("schedule_id", RowId, ForeignKey("schedule.id", ondelete="CASCADE"), primary_key=True),
    Column("due_at", Instant, primary_key=True),
    Column("ran_at", Instant, nullable=False),
    Column("figures", Json),
)
