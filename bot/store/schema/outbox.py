"""What is to be posted: the outbox, the cards, and the budgets that all workers share."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from bot.store.schema.base import RowId, claim_columns, metadata, row_id
from bot.store.types import Instant, Json

# kind: message | edit | file | direct (a message to a person: channel_id is a user id).
# render: "body" when body holds text and blocks as they are to be sent; otherwise the name of the
# renderer that makes them from subject_id at the moment of sending, which is what coalesces edits.
# state: queued → sending → sent | queued (again) | unclear | failed; queued → dropped (stale);
# unclear → sent (found) | queued (not there).
# version rises with each change of what is to be shown: a send that saw an older one queues again.
# sending_at is set just before the request goes out: a lease that ended without it sent nothing.
# plainness is what Slack refused of the message so far: 0 nothing, 1 its pictures, 2 its blocks.
# doubt is what nobody could find out: "repeat" (it may be there twice), "file" (the file may not).
# A file's text is sent first: message_ts is set then, and the row is queued again for the upload.
# Lower priority goes first: 0 changes of state, 1 alerts and receipts, 2 digests, 3 counts.
post = Table(
    "post",
    metadata,
    row_id(),
    Column("key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("campaign_id", RowId, ForeignKey("campaign.id", ondelete="SET NULL")),
    Column("channel_id", Text, nullable=False),
    Column("thread_ts", Text),
    Column("thread_post_id", RowId),
    Column("target_post_id", RowId),
    Column("render", Text, nullable=False),
    Column("subject_id", RowId),
    Column("body", Json),
    Column("priority", Integer, nullable=False),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("state", Text, nullable=False),
    Column("message_channel", Text),
    Column("message_ts", Text),
    Column("created_at", Instant, nullable=False),
    Column("happened_at", Instant),
    Column("sending_at", Instant),
    Column("sent_at", Instant),
    Column("stale_at", Instant),
    Column("plainness", Integer, nullable=False, server_default="0"),
    Column("doubt", Text),
    *claim_columns(),
)
Index("ix_post_due", post.c.state, post.c.next_at)
Index("ix_post_channel", post.c.channel_id, post.c.state)
Index("ix_post_created", post.c.created_at)

# The living message of a campaign in a channel.
card = Table(
    "card",
    metadata,
    row_id(),
    Column("campaign_id", RowId, ForeignKey("campaign.id", ondelete="CASCADE"), nullable=False),
    Column("channel_id", Text, nullable=False),
    Column("post_id", RowId, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("retired_at", Instant),
)
Index("ix_card_campaign", card.c.campaign_id, card.c.retired_at)

# scope is "channel:C…", "method:chat.update" or "token": the instant from which a call may be made
# (bot.store.budgets tells how bursts are allowed for).
send_budget = Table(
    "send_budget",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("next_at", Instant, nullable=False),
)
