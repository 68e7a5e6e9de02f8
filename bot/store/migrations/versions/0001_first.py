"""The first schema."""

import sqlalchemy as sa
from alembic import op

from bot.store import types

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("at", types.Instant(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column(
            "campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("detail", types.Json(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_at", "audit", ["at"], unique=False)
    op.create_index("ix_audit_campaign", "audit", ["campaign_id", "id"], unique=False)
    op.create_table(
        "campaign",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
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
        sa.Column("next_at", types.Instant(), nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", types.Instant(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("credential_print", name=op.f("uq_campaign_credential_print")),
        sa.UniqueConstraint("name_key", name=op.f("uq_campaign_name_key")),
    )
    op.create_index("ix_campaign_due", "campaign", ["next_at"], unique=False)
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
    op.create_table(
        "heartbeat",
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("at", types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("process", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "optout",
        sa.Column("phone_hash", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("phone_hash", name=op.f("pk_optout")),
    )
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
    op.create_table(
        "secret",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secret")),
    )
    op.create_table(
        "seen",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_seen")),
    )
    op.create_index("ix_seen_at", "seen", ["at"], unique=False)
    op.create_table(
        "send_budget",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("next_at", types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_send_budget")),
    )
    op.create_table(
        "access_grant",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column(
            "campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("granted_by", sa.Text(), nullable=False),
        sa.Column("granted_at", types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_access_grant_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_grant")),
    )
    op.create_index("ix_access_grant_subject", "access_grant", ["subject"], unique=False)
    op.create_table(
        "batch",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
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
        sa.Column(
            "receipt_post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("next_at", types.Instant(), nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", types.Instant(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_batch_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    op.create_index("ix_batch_campaign", "batch", ["campaign_id", "created_at"], unique=False)
    op.create_index("ix_batch_due", "batch", ["next_at"], unique=False)
    op.create_index("ix_batch_state", "batch", ["state"], unique=False)
    op.create_table(
        "call_job",
        sa.Column(
            "campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
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
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("canceled_by", sa.Text(), nullable=True),
        sa.Column("seen_at", types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_call_job_campaign_id"),
            ondelete="CASCADE",
        ),
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
    op.create_table(
        "campaign_channel",
        sa.Column(
            "campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("is_current", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("alert_kinds", types.Json(), nullable=True),
        sa.Column("alerts_since", types.Instant(), nullable=True),
        sa.Column("alert_cursor", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("muted_until", types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_campaign_channel_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("campaign_id", "channel_id", name=op.f("pk_campaign_channel")),
    )
    op.create_index("ix_campaign_channel_channel", "campaign_channel", ["channel_id"], unique=False)
    op.create_table(
        "card",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("retired_at", types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_card_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
    )
    op.create_index("ix_card_campaign", "card", ["campaign_id", "retired_at"], unique=False)
    op.create_table(
        "control_request",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column(
            "campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
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
        sa.Column("next_at", types.Instant(), nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", types.Instant(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_control_request_campaign_id"),
            ondelete="CASCADE",
        ),
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
    op.create_table(
        "incident",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column(
            "campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
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
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("next_at", types.Instant(), nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", types.Instant(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_incident_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index("ix_incident_due", "incident", ["next_at"], unique=False)
    op.create_index(
        "ix_incident_open", "incident", ["campaign_id", "channel_id", "state"], unique=False
    )
    op.create_table(
        "job_tally",
        sa.Column(
            "campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("jobs", sa.Integer(), nullable=False),
        sa.Column("talk_seconds", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_job_tally_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("campaign_id", "status", name=op.f("pk_job_tally")),
    )
    op.create_table(
        "post",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("thread_ts", sa.Text(), nullable=True),
        sa.Column(
            "thread_post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "target_post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("render", sa.Text(), nullable=False),
        sa.Column(
            "subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
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
        sa.Column("next_at", types.Instant(), nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", types.Instant(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_post_campaign_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("key", name=op.f("uq_post_key")),
    )
    op.create_index("ix_post_channel", "post", ["channel_id", "state"], unique=False)
    op.create_index("ix_post_created", "post", ["created_at"], unique=False)
    op.create_index("ix_post_due", "post", ["state", "next_at"], unique=False)
    op.create_table(
        "schedule",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("channel_id", sa.Text(), nullable=False),
        sa.Column("cadence", types.Json(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("details", types.Json(), nullable=True),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", types.Instant(), nullable=False),
        sa.Column("off_at", types.Instant(), nullable=True),
        sa.Column("off_reason", sa.Text(), nullable=True),
        sa.Column("next_at", types.Instant(), nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", types.Instant(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_schedule_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
    )
    op.create_index("ix_schedule_channel", "schedule", ["channel_id"], unique=False)
    op.create_index("ix_schedule_due", "schedule", ["next_at"], unique=False)
    op.create_table(
        "transition",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column(
            "campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("job_id", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("happened_at", types.Instant(), nullable=True),
        sa.Column("recorded_at", types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_transition_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transition")),
        sa.UniqueConstraint("key", name=op.f("uq_transition_key")),
    )
    op.create_index("ix_transition_campaign", "transition", ["campaign_id", "id"], unique=False)
    op.create_index("ix_transition_recorded", "transition", ["recorded_at"], unique=False)
    op.create_table(
        "bad_row",
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("details", types.Json(), nullable=True),
        sa.Column("cells", types.Json(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name=op.f("fk_bad_row_batch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_bad_row")),
    )
    op.create_table(
        "batch_row",
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("wire", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("job_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name=op.f("fk_batch_row_batch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_batch_row")),
    )
    op.create_index("ix_batch_row_phone", "batch_row", ["phone"], unique=False)
    op.create_index("ix_batch_row_state", "batch_row", ["batch_id", "state"], unique=False)
    op.create_table(
        "chunk",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
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
        sa.Column("next_at", types.Instant(), nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", types.Instant(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name=op.f("fk_chunk_batch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chunk")),
        sa.UniqueConstraint("key", name=op.f("uq_chunk_key")),
    )
    op.create_index("ix_chunk_batch", "chunk", ["batch_id", "seq"], unique=True)
    op.create_index("ix_chunk_due", "chunk", ["state", "next_at", "batch_id"], unique=False)
    op.create_table(
        "schedule_run",
        sa.Column(
            "schedule_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("due_at", types.Instant(), nullable=False),
        sa.Column("ran_at", types.Instant(), nullable=False),
        sa.Column("figures", types.Json(), nullable=True),
        sa.ForeignKeyConstraint(
            ["schedule_id"],
            ["schedule.id"],
            name=op.f("fk_schedule_run_schedule_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("schedule_id", "due_at", name=op.f("pk_schedule_run")),
    )


def downgrade() -> None:
    op.drop_table("schedule_run")
    op.drop_index("ix_chunk_due", table_name="chunk")
    op.drop_index("ix_chunk_batch", table_name="chunk")
    op.drop_table("chunk")
    op.drop_index("ix_batch_row_state", table_name="batch_row")
    op.drop_index("ix_batch_row_phone", table_name="batch_row")
    op.drop_table("batch_row")
    op.drop_table("bad_row")
    op.drop_index("ix_transition_recorded", table_name="transition")
    op.drop_index("ix_transition_campaign", table_name="transition")
    op.drop_table("transition")
    op.drop_index("ix_schedule_due", table_name="schedule")
    op.drop_index("ix_schedule_channel", table_name="schedule")
    op.drop_table("schedule")
    op.drop_index("ix_post_due", table_name="post")
    op.drop_index("ix_post_created", table_name="post")
    op.drop_index("ix_post_channel", table_name="post")
    op.drop_table("post")
    op.drop_table("job_tally")
    op.drop_index("ix_incident_open", table_name="incident")
    op.drop_index("ix_incident_due", table_name="incident")
    op.drop_table("incident")
    op.drop_index(op.f("ix_control_request_group_id"), table_name="control_request")
    op.drop_index("ix_control_request_due", table_name="control_request")
    op.drop_index("ix_control_request_campaign", table_name="control_request")
    op.drop_table("control_request")
    op.drop_index("ix_card_campaign", table_name="card")
    op.drop_table("card")
    op.drop_index("ix_campaign_channel_channel", table_name="campaign_channel")
    op.drop_table("campaign_channel")
    op.drop_index("ix_call_job_phone", table_name="call_job")
    op.drop_index("ix_call_job_outcome", table_name="call_job")
    op.drop_index(
        "ix_call_job_open",
        table_name="call_job",
        sqlite_where=sa.text("outcome = 'open'"),
        postgresql_where=sa.text("outcome = 'open'"),
    )
    op.drop_index("ix_call_job_finished", table_name="call_job")
    op.drop_index("ix_call_job_contact", table_name="call_job")
    op.drop_index("ix_call_job_batch", table_name="call_job")
    op.drop_table("call_job")
    op.drop_index("ix_batch_state", table_name="batch")
    op.drop_index("ix_batch_due", table_name="batch")
    op.drop_index("ix_batch_campaign", table_name="batch")
    op.drop_table("batch")
    op.drop_index("ix_access_grant_subject", table_name="access_grant")
    op.drop_table("access_grant")
    op.drop_table("send_budget")
    op.drop_index("ix_seen_at", table_name="seen")
    op.drop_table("seen")
    op.drop_table("secret")
    op.drop_table("person")
    op.drop_table("optout")
    op.drop_table("heartbeat")
    op.drop_table("channel")
    op.drop_index("ix_campaign_due", table_name="campaign")
    op.drop_table("campaign")
    op.drop_index("ix_audit_campaign", table_name="audit")
    op.drop_index("ix_audit_at", table_name="audit")
    op.drop_table("audit")
