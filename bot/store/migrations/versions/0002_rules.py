"""The rules of a campaign, and its automatic pauses."""

import sqlalchemy as sa
from alembic import op

from bot.store import types

revision = "0002"
down_revision = "0001"


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "campaign_rules",
        sa.Column("campaign_id", _id(), nullable=False),
        sa.Column("rules", types.Json(), nullable=False),
        sa.Column("changed_at", types.Instant(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_campaign_rules_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_campaign_rules")),
    )
    op.create_table(
        "automatic_pause",
        sa.Column("id", _id(), autoincrement=True, nullable=False),
        sa.Column("campaign_id", _id(), nullable=False),
        sa.Column("paused_at", types.Instant(), nullable=False),
        sa.Column("evidence", types.Json(), nullable=False),
        sa.Column("ended_at", types.Instant(), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_automatic_pause_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_automatic_pause")),
    )
    op.create_index("ix_automatic_pause_campaign", "automatic_pause", ["campaign_id", "id"])
    op.create_index("ix_call_job_created", "call_job", ["campaign_id", "created_at"])


def downgrade() -> None:
    op.drop_index("ix_call_job_created", table_name="call_job")
    op.drop_index("ix_automatic_pause_campaign", table_name="automatic_pause")
    op.drop_table("automatic_pause")
    op.drop_table("campaign_rules")
