"""What a campaign is held to by its settings, and the automatic pauses that followed from it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from bot.store.schema.base import RowId, metadata, row_id
from bot.store.types import Instant, Json

# rules is a bot.domain.rules.Rules; a campaign without a row has none.
campaign_rules = Table(
    "campaign_rules",
    metadata,
    Column("campaign_id", RowId, ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True),
    Column("rules", Json, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", Text, nullable=False),
)

# evidence is what made it necessary. ended_at is set when a person resumes: until then nothing but
# a person does, and afterwards only what finishes later is counted anew.
automatic_pause = Table(
    "automatic_pause",
    metadata,
    row_id(),
    Column("campaign_id", RowId, ForeignKey("campaign.id", ondelete="CASCADE"), nullable=False),
    Column("paused_at", Instant, nullable=False),
    Column("evidence", Json, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", Text),
)
Index("ix_automatic_pause_campaign", automatic_pause.c.campaign_id, automatic_pause.c.id)
