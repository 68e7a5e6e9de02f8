"""What waits for a second person's approval, and what waited for one."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from bot.store.schema.base import RowId, claim_columns, metadata, row_id
from bot.store.types import Instant, Json

# state: asked → approved → done | failed; asked → declined | withdrawn | expired.
# subject names what it is done to: of the same thing there is one open request in a campaign.
# next_at is when it expires, and once it is approved when it is to be carried out.
approval_request = Table(
    "approval_request",
    metadata,
    row_id(),
    Column("campaign_id", RowId, ForeignKey("campaign.id", ondelete="CASCADE"), nullable=False),
    Column("deed", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", Json, nullable=False),
    Column("people", Integer),
    Column("asked_by", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("channel_id", Text, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("decided_by", Text),
    Column("decided_at", Instant),
    Column("outcome", Text),
    Column("reason", Json),
    Column("finished_at", Instant),
    Column("post_id", RowId),
    *claim_columns(),
)
Index("ix_approval_request_campaign", approval_request.c.campaign_id, approval_request.c.state)
Index("ix_approval_request_due", approval_request.c.next_at)
