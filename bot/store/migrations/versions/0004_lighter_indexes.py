"""Fewer and lighter indexes of call jobs and of lists; contacts are counted as they come."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_FINISHED = ("campaign_id", "finished_at", "status", "attempts", "talk_seconds")


def _id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "contact_tally",
        sa.Column("campaign_id", _id(), nullable=False),
        sa.Column("contacts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_contact_tally_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_contact_tally")),
    )
    op.execute(
        "INSERT INTO contact_tally (campaign_id, contacts) "
        "SELECT campaign_id, count(DISTINCT phone) FROM call_job GROUP BY campaign_id"
    )
    for name in ("batch", "outcome", "contact", "phone", "finished"):
        op.drop_index(f"ix_call_job_{name}", table_name="call_job")
    op.drop_index("ix_batch_row_state", table_name="batch_row")
    op.create_index("ix_call_job_phone", "call_job", ["phone", "campaign_id"])
    _create_partial("ix_call_job_finished", "call_job", _FINISHED, "finished_at IS NOT NULL")
    _create_partial("ix_batch_row_state", "batch_row", ("batch_id", "state"), "state <> 'ready'")


def downgrade() -> None:
    op.drop_index("ix_batch_row_state", table_name="batch_row")
    for name in ("phone", "finished"):
        op.drop_index(f"ix_call_job_{name}", table_name="call_job")
    op.create_index("ix_batch_row_state", "batch_row", ["batch_id", "state"])
    op.create_index("ix_call_job_finished", "call_job", list(_FINISHED))
    op.create_index("ix_call_job_phone", "call_job", ["phone"])
    op.create_index("ix_call_job_contact", "call_job", ["campaign_id", "phone"])
    op.create_index("ix_call_job_outcome", "call_job", ["campaign_id", "outcome", "status"])
    op.create_index("ix_call_job_batch", "call_job", ["batch_id"])
    op.drop_table("contact_tally")


def _create_partial(name: str, table: str, columns: tuple[str, ...], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, list(columns), sqlite_where=where, postgresql_where=where)
