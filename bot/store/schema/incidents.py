"""Transitions, recorded with the snapshot they came from, and the incidents that report them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from bot.store.schema.base import RowId, claim_columns, metadata, row_id
from bot.store.types import Instant, Json

# kind is "job" or "campaign"; before and after are status words; actor is set when it was done
# here. Within a campaign the ids rise in the order of recording, because a lease guards it: each
# channel's alert_cursor is the last id that it has taken into an incident.
transition = Table(
    "transition",
    metadata,
    row_id(),
    Column("key", Text, nullable=False, unique=True),
    Column("campaign_id", RowId, ForeignKey("campaign.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("job_id", Text),
    Column("before", Text),
    Column("after", Text, nullable=False),
    Column("actor", Text),
    Column("happened_at", Instant),
    Column("recorded_at", Instant, nullable=False),
)
Index("ix_transition_campaign", transition.c.campaign_id, transition.c.id)
Index("ix_transition_recorded", transition.c.recorded_at)

# state: gathering → open → closed. first_transition and last_transition bound what it covers.
incident = Table(
    "incident",
    metadata,
    row_id(),
    Column("campaign_id", RowId, ForeignKey("campaign.id", ondelete="CASCADE"), nullable=False),
    Column("channel_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("first_transition", BigInteger, nullable=False),
    Column("last_transition", BigInteger, nullable=False),
    Column("counts", Json, nullable=False),
    Column("sample", Json),
    Column("thread_lines", Integer, nullable=False, server_default="0"),
    Column("taken_by", Text),
    Column("post_id", RowId),
    *claim_columns(),
)
Index("ix_incident_open", incident.c.campaign_id, incident.c.channel_id, incident.c.state)
Index("ix_incident_due", incident.c.next_at)
