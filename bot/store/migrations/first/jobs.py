"""Call jobs, their sums, and their changes of state."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store import types
from bot.store.migrations.first.columns import part_of, reference, row_id


def call_job() -> None:
    op.create_table(
        "call_job",
        reference("campaign_id"),
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("talk_seconds", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", types.Instant(), nullable=True),
        sa.Column("finished_at", types.Instant(), nullable=True),
        sa.Column("redial_number", sa.Integer(), nullable=True),
        sa.Column("tag_name", sa.Text(), nullable=True),
        sa.Column("report_data", types.OrderedJson(), nullable=True),
        reference("batch_id", nullable=True),
        sa.Column("canceled_by", sa.Text(), nullable=True),
        sa.Column("seen_at", types.Instant(), nullable=False),
        part_of("call_job", "campaign"),
        sa.PrimaryKeyConstraint("campaign_id", "job_id", name=op.f("pk_call_job")),
    )
    op.create_index("ix_call_job_batch", "call_job", ["batch_id"], unique=False)
    op.create_index("ix_call_job_contact", "call_job", ["campaign_id", "phone"], unique=False)
    op.create_index(
        "ix_call_job_finished",
        "call_job",
        ["campaign_id", "finished_at", "status", "attempts", "talk_seconds"],
        unique=False,
    )
    op.create_index(
        "ix_call_job_open",
        "call_job",
        ["campaign_id", "job_id"],
        unique=False,
        sqlite_where=sa.text("outcome = 'open'"),
        postgresql_where=sa.text("outcome = 'open'"),
    )
    op.create_index(
        "ix_call_job_outcome", "call_job", ["campaign_id", "outcome", "status"], unique=False
    )
    op.create_index("ix_call_job_phone", "call_job", ["phone"], unique=False)


def job_tally() -> None:
    op.create_table(
        "job_tally",
        reference("campaign_id"),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("jobs", sa.Integer(), nullable=False),
        sa.Column("talk_seconds", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        part_of("job_tally", "campaign"),
        sa.PrimaryKeyConstraint("campaign_id", "status", name=op.f("pk_job_tally")),
    )


def transition() -> None:
    op.create_table(
        "transition",
        row_id(),
        sa.Column("key", sa.Text(), nullable=False),
        reference("campaign_id"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("job_id", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("happened_at", types.Instant(), nullable=True),
        sa.Column("recorded_at", types.Instant(), nullable=False),
        part_of("transition", "campaign"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transition")),
        sa.UniqueConstraint("key", name=op.f("uq_transition_key")),
    )
    op.create_index("ix_transition_campaign", "transition", ["campaign_id", "id"], unique=False)
    op.create_index("ix_transition_recorded", "transition", ["recorded_at"], unique=False)
