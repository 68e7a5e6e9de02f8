"""A campaign and all that is kept of it alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store import types
from bot.store.migrations.first.columns import claimed, part_of, reference, row_id


def campaign() -> None:
    op.create_table(
        "campaign",
        row_id(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("token_sealed", sa.Text(), nullable=True),
        sa.Column("credential_print", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("capabilities", types.Json(), nullable=True),
        sa.Column("capabilities_at", types.Instant(), nullable=True),
        sa.Column("platform_name", sa.Text(), nullable=True),
        sa.Column("state_word", sa.Text(), nullable=True),
        sa.Column("state_source", sa.Text(), server_default="unknown", nullable=False),
        sa.Column("state_at", types.Instant(), nullable=True),
        sa.Column("state_by", sa.Text(), nullable=True),
        sa.Column("state_since", types.Instant(), nullable=True),
        sa.Column("asked_action", sa.Text(), nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=True),
        sa.Column("asked_at", types.Instant(), nullable=True),
        sa.Column("short_report", types.Json(), nullable=True),
        sa.Column("host_clock_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("connected_by", sa.Text(), nullable=False),
        sa.Column("connected_at", types.Instant(), nullable=False),
        sa.Column("disconnected_at", types.Instant(), nullable=True),
        sa.Column("disabled_reason", sa.Text(), nullable=True),
        sa.Column("limits", types.Json(), nullable=True),
        sa.Column("looked_at", types.Instant(), nullable=True),
        sa.Column("baseline_at", types.Instant(), nullable=True),
        sa.Column("watermark_at", types.Instant(), nullable=True),
        sa.Column("newest_job_at", types.Instant(), nullable=True),
        sa.Column("swept_at", types.Instant(), nullable=True),
        sa.Column("silence_at", types.Instant(), nullable=True),
        *claimed(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("credential_print", name=op.f("uq_campaign_credential_print")),
        sa.UniqueConstraint("name_key", name=op.f("uq_campaign_name_key")),
    )
    op.create_index("ix_campaign_due", "campaign", ["next_at"], unique=False)


def campaign_channel() -> None:
    op.create_table(
        "campaign_channel",
        reference("campaign_id"),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("is_current", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("alert_kinds", types.Json(), nullable=True),
        sa.Column("alerts_since", types.Instant(), nullable=True),
        sa.Column("alert_cursor", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("muted_until", types.Instant(), nullable=True),
        part_of("campaign_channel", "campaign"),
        sa.PrimaryKeyConstraint("campaign_id", "channel_id", name=op.f("pk_campaign_channel")),
    )
    op.create_index("ix_campaign_channel_channel", "campaign_channel", ["channel_id"], unique=False)


def card() -> None:
    op.create_table(
        "card",
        row_id(),
        reference("campaign_id"),
        sa.Column("channel_id", sa.Text(), nullable=False),
        reference("post_id"),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("retired_at", types.Instant(), nullable=True),
        part_of("card", "campaign"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
    )
    op.create_index("ix_card_campaign", "card", ["campaign_id", "retired_at"], unique=False)


def control_request() -> None:
    op.create_table(
        "control_request",
        row_id(),
        sa.Column("key", sa.Text(), nullable=False),
        reference("campaign_id"),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", types.Instant(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=True),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("restored_at", types.Instant(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_after", sa.Text(), nullable=True),
        sa.Column("running_calls", sa.Integer(), nullable=True),
        sa.Column("finished_at", types.Instant(), nullable=True),
        *claimed(),
        part_of("control_request", "campaign"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_control_request")),
        sa.UniqueConstraint("key", name=op.f("uq_control_request_key")),
    )
    op.create_index(
        "ix_control_request_campaign", "control_request", ["campaign_id", "asked_at"], unique=False
    )
    op.create_index("ix_control_request_due", "control_request", ["next_at"], unique=False)
    op.create_index(
        op.f("ix_control_request_group_id"), "control_request", ["group_id"], unique=False
    )
