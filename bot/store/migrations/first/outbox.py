"""What goes to Slack, and when it may."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store import types
from bot.store.migrations.first.columns import claimed, part_of, reference, row_id


def channel() -> None:
    op.create_table(
        "channel",
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("manners", types.Json(), nullable=True),
        sa.Column("unreachable_at", types.Instant(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_channel")),
    )


def post() -> None:
    op.create_table(
        "post",
        row_id(),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        reference("campaign_id", nullable=True),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("thread_ts", sa.Text(), nullable=True),
        reference("thread_post_id", nullable=True),
        reference("target_post_id", nullable=True),
        sa.Column("render", sa.Text(), nullable=False),
        reference("subject_id", nullable=True),
        sa.Column("body", types.Json(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("message_channel", sa.Text(), nullable=True),
        sa.Column("message_ts", sa.Text(), nullable=True),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("happened_at", types.Instant(), nullable=True),
        sa.Column("sending_at", types.Instant(), nullable=True),
        sa.Column("sent_at", types.Instant(), nullable=True),
        sa.Column("stale_at", types.Instant(), nullable=True),
        sa.Column("plainness", sa.Integer(), server_default="0", nullable=False),
        sa.Column("doubt", sa.Text(), nullable=True),
        *claimed(),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_post_campaign_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("key", name=op.f("uq_post_key")),
    )
    op.create_index("ix_post_channel", "post", ["channel_id", "state"], unique=False)
    op.create_index("ix_post_created", "post", ["created_at"], unique=False)
    op.create_index("ix_post_due", "post", ["state", "next_at"], unique=False)


def send_budget() -> None:
    op.create_table(
        "send_budget",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("next_at", types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_send_budget")),
    )


def incident() -> None:
    op.create_table(
        "incident",
        row_id(),
        reference("campaign_id"),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opened_at", types.Instant(), nullable=False),
        sa.Column("last_at", types.Instant(), nullable=False),
        sa.Column("closed_at", types.Instant(), nullable=True),
        sa.Column("first_transition", sa.BigInteger(), nullable=False),
        sa.Column("last_transition", sa.BigInteger(), nullable=False),
        sa.Column("counts", types.Json(), nullable=False),
        sa.Column("sample", types.Json(), nullable=True),
        sa.Column("thread_lines", sa.Integer(), server_default="0", nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=True),
        reference("post_id", nullable=True),
        *claimed(),
        part_of("incident", "campaign"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index("ix_incident_due", "incident", ["next_at"], unique=False)
    op.create_index(
        "ix_incident_open", "incident", ["campaign_id", "channel_id", "state"], unique=False
    )
