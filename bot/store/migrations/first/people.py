"""People, their rights, and what they did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store import types
from bot.store.migrations.first.columns import part_of, reference, row_id


def person() -> None:
    op.create_table(
        "person",
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("team_id", sa.Text(), nullable=True),
        sa.Column("is_owner", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_guest", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_gone", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("fetched_at", types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_person")),
    )


def optout() -> None:
    op.create_table(
        "optout",
        sa.Column("phone_hash", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("phone_hash", name=op.f("pk_optout")),
    )


def access_grant() -> None:
    op.create_table(
        "access_grant",
        row_id(),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        reference("campaign_id", nullable=True),
        sa.Column("granted_by", sa.Text(), nullable=False),
        sa.Column("granted_at", types.Instant(), nullable=False),
        part_of("access_grant", "campaign"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_grant")),
    )
    op.create_index("ix_access_grant_subject", "access_grant", ["subject"], unique=False)


def audit() -> None:
    op.create_table(
        "audit",
        row_id(),
        sa.Column("at", types.Instant(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        reference("campaign_id", nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("detail", types.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_at", "audit", ["at"], unique=False)
    op.create_index("ix_audit_campaign", "audit", ["campaign_id", "id"], unique=False)
