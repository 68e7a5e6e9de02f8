"""What waits for a second person's approval."""

import sqlalchemy as sa
from alembic import op

from bot.store import types

revision = "0003"
down_revision = "0002"


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "approval_request",
        sa.Column("id", _id(), autoincrement=True, nullable=False),
        sa.Column("campaign_id", _id(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("details", types.Json(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", types.Instant(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("expires_at", types.Instant(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", types.Instant(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reason", types.Json(), nullable=True),
        sa.Column("finished_at", types.Instant(), nullable=True),
        sa.Column("post_id", _id(), nullable=True),
        sa.Column("next_at", types.Instant(), nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", types.Instant(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_approval_request_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_request")),
    )
    op.create_index("ix_approval_request_campaign", "approval_request", ["campaign_id", "state"])
    op.create_index("ix_approval_request_due", "approval_request", ["next_at"])


def downgrade() -> None:
    op.drop_index("ix_approval_request_due", table_name="approval_request")
    op.drop_index("ix_approval_request_campaign", table_name="approval_request")
    op.drop_table("approval_request")
