"""Timed orders, and their runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store import types
from bot.store.migrations.first.columns import claimed, part_of, reference, row_id


def schedule() -> None:
    op.create_table(
        "schedule",
        row_id(),
        sa.Column("kind", sa.Text(), nullable=False),
        reference("campaign_id", nullable=True),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("cadence", types.Json(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("details", types.Json(), nullable=True),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("off_at", types.Instant(), nullable=True),
        sa.Column("off_reason", sa.Text(), nullable=True),
        *claimed(),
        part_of("schedule", "campaign"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
    )
    op.create_index("ix_schedule_channel", "schedule", ["channel_id"], unique=False)
    op.create_index("ix_schedule_due", "schedule", ["next_at"], unique=False)


def schedule_run() -> None:
    op.create_table(
        "schedule_run",
        reference("schedule_id"),
        sa.Column("due_at", types.Instant(), nullable=False),
        sa.Column("ran_at", types.Instant(), nullable=False),
        sa.Column("figures", types.Json(), nullable=True),
        part_of("schedule_run", "schedule"),
        sa.PrimaryKeyConstraint("schedule_id", "due_at", name=op.f("pk_schedule_run")),
    )
