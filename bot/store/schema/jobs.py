"""Call jobs: the last snapshot of each that the bot has seen."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text, text

from bot.store.schema.base import RowId, metadata
from bot.store.types import Instant, OrderedJson

# outcome is the group of the status word (a bot.calls_api.Outcome), stored so that counts and
# filters stay on an index. talk_seconds is the host's callDuration.
call_job = Table(
    "call_job",
    metadata,
    Column("campaign_id", RowId, ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True),
    Column("job_id", Text, primary_key=True),
    Column("phone", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("talk_seconds", Integer, nullable=False, server_default="0"),
    Column("created_at", Instant),
    Column("finished_at", Instant),
    Column("redial_number", Integer),
    Column("tag_name", Text),
    Column("report_data", OrderedJson),
    Column("batch_id", RowId),
    Column("canceled_by", Text),
    Column("seen_at", Instant, nullable=False),
)
# Each index costs every call job that enters it. One that was just added enters three: it has not
# finished, and nothing looks for call jobs by their batch or by their outcome alone.

# The open call jobs of a campaign in the order of their ids, however many have finished. A query
# must say the condition in the same words: bot.store.snapshots.open_of has them.
Index(
    "ix_call_job_open",
    call_job.c.campaign_id,
    call_job.c.job_id,
    sqlite_where=text("outcome = 'open'"),
    postgresql_where=text("outcome = 'open'"),
)
# It holds all that a period's figures are made of: five times as fast as fetching each row. Any
# comparison with finished_at tells a database that the condition holds.
Index(
    "ix_call_job_finished",
    *(call_job.c[name] for name in ("campaign_id", "finished_at", "status")),
    *(call_job.c[name] for name in ("attempts", "talk_seconds")),
    sqlite_where=text("finished_at IS NOT NULL"),
    postgresql_where=text("finished_at IS NOT NULL"),
)
# Numbers come in no order, so this index costs more than the table: there is one, for a number in
# every campaign and in one.
Index("ix_call_job_phone", call_job.c.phone, call_job.c.campaign_id)
# How many were added to a campaign since midnight.
Index("ix_call_job_created", call_job.c.campaign_id, call_job.c.created_at)

# The sums of a campaign's call jobs by status, kept in the transaction that changes the jobs, so
# that a card or a list of campaigns costs a few rows whatever the number of jobs.
job_tally = Table(
    "job_tally",
    metadata,
    Column("campaign_id", RowId, ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True),
    Column("status", Text, primary_key=True),
    Column("jobs", Integer, nullable=False),
    Column("talk_seconds", BigInteger, nullable=False),
    Column("attempts", BigInteger, nullable=False),
)

# How many different numbers the call jobs of a campaign had, those that are deleted by now among
# them as they are in the sums.
contact_tally = Table(
    "contact_tally",
    metadata,
    Column("campaign_id", RowId, ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True),
    Column("contacts", Integer, nullable=False),
)
