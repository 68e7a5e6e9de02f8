"""What was added: batches, their rows, their requests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store import types
from bot.store.migrations.first.columns import claimed, part_of, reference, row_id


def batch() -> None:
    op.create_table(
        "batch",
        row_id(),
        reference("campaign_id"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("channel_id", sa.Text(), nullable=True),
        sa.Column("thread_ts", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=True),
        sa.Column("confirmed_at", types.Instant(), nullable=True),
        sa.Column("finished_at", types.Instant(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("policy", types.Json(), nullable=True),
        sa.Column("counts", types.Json(), nullable=True),
        sa.Column("details", types.Json(), nullable=True),
        sa.Column("add_again", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("halt_reason", sa.Text(), nullable=True),
        reference("receipt_post_id", nullable=True),
        *claimed(),
        part_of("batch", "campaign"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    op.create_index("ix_batch_campaign", "batch", ["campaign_id", "created_at"], unique=False)
    op.create_index("ix_batch_due", "batch", ["next_at"], unique=False)
    op.create_index("ix_batch_state", "batch", ["state"], unique=False)


def batch_row() -> None:
    op.create_table(
        "batch_row",
        reference("batch_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("wire", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("job_id", sa.Text(), nullable=True),
        part_of("batch_row", "batch"),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_batch_row")),
    )
    op.create_index("ix_batch_row_phone", "batch_row", ["phone"], unique=False)
    op.create_index("ix_batch_row_state", "batch_row", ["batch_id", "state"], unique=False)


def bad_row() -> None:
    op.create_table(
        "bad_row",
        reference("batch_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("details", types.Json(), nullable=True),
        sa.Column("cells", types.Json(), nullable=True),
        part_of("bad_row", "batch"),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_bad_row")),
    )


def chunk() -> None:
    op.create_table(
        "chunk",
        row_id(),
        reference("batch_id"),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("first_position", sa.Integer(), nullable=False),
        sa.Column("last_position", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("key_made_at", types.Instant(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sending_at", types.Instant(), nullable=True),
        sa.Column("unclear_at", types.Instant(), nullable=True),
        sa.Column("sent_at", types.Instant(), nullable=True),
        *claimed(),
        part_of("chunk", "batch"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chunk")),
        sa.UniqueConstraint("key", name=op.f("uq_chunk_key")),
    )
    op.create_index("ix_chunk_batch", "chunk", ["batch_id", "seq"], unique=True)
    op.create_index("ix_chunk_due", "chunk", ["state", "next_at", "batch_id"], unique=False)
