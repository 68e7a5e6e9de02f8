"""Campaigns as the bot's own registry knows them, the channels they live in, and control asked."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text

from bot.store.schema.base import RowId, claim_columns, metadata, row_id
from bot.store.types import Instant, Json

# The claim columns are the watcher's: next_at is when the campaign is looked at next.
# The state columns are a bot.domain.campaign_state.State, the asked columns the last control;
# state_since is when the state word was first seen.
# What the watcher keeps for its next look: watermark_at and newest_job_at are the newest finishedAt
# and createdAt that the host gave (watermark_at is the epoch where nothing had finished yet),
# swept_at is when every open call job was last looked at, silence_at when something last finished.
campaign = Table(
    "campaign",
    metadata,
    row_id(),
    Column("name", Text, nullable=False),
    Column("name_key", Text, unique=True),
    Column("host", Text, nullable=False),
    Column("token_sealed", Text),
    Column("credential_print", Text, unique=True),
    Column("zone", Text),
    Column("region", Text),
    Column("capabilities", Json),
    Column("capabilities_at", Instant),
    Column("platform_name", Text),
    Column("state_word", Text),
    Column("state_source", Text, nullable=False, server_default="unknown"),
    Column("state_at", Instant),
    Column("state_by", Text),
    Column("state_since", Instant),
    Column("asked_action", Text),
    Column("asked_by", Text),
    Column("asked_at", Instant),
    Column("short_report", Json),
    Column("host_clock_ms", BigInteger, nullable=False, server_default="0"),
    Column("connected_by", Text, nullable=False),
    Column("connected_at", Instant, nullable=False),
    Column("disconnected_at", Instant),
    Column("disabled_reason", Text),
    Column("limits", Json),
    Column("looked_at", Instant),
    Column("baseline_at", Instant),
    Column("watermark_at", Instant),
    Column("newest_job_at", Instant),
    Column("swept_at", Instant),
    Column("silence_at", Instant),
    *claim_columns(),
)
Index("ix_campaign_due", campaign.c.next_at)

campaign_channel = Table(
    "campaign_channel",
    metadata,
    Column("campaign_id", RowId, ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True),
    Column("channel_id", Text, primary_key=True),
    Column("is_current", Boolean, nullable=False, server_default="0"),
    Column("alert_kinds", Json),
    Column("alerts_since", Instant),
    Column("alert_cursor", BigInteger, nullable=False, server_default="0"),
    Column("muted_until", Instant),
)
Index("ix_campaign_channel_channel", campaign_channel.c.channel_id)

# state: asked → sending → done | refused | unclear → done | unknown. group_id joins what one
# "pause all" did, so that "resume all" restores exactly that.
control_request = Table(
    "control_request",
    metadata,
    row_id(),
    Column("key", Text, nullable=False, unique=True),
    Column("campaign_id", RowId, ForeignKey("campaign.id", ondelete="CASCADE"), nullable=False),
    Column("action", Text, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("channel_id", Text),
    Column("group_id", Text, index=True),
    Column("restored_at", Instant),
    Column("state", Text, nullable=False),
    Column("state_before", Text),
    Column("state_after", Text),
    Column("running_calls", Integer),
    Column("finished_at", Instant),
    *claim_columns(),
)
Index("ix_control_request_campaign", control_request.c.campaign_id, control_request.c.asked_at)
Index("ix_control_request_due", control_request.c.next_at)
