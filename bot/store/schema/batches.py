"""Call batches: what one confirmation adds, its rows in order, and the requests it is sent in."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, text

from bot.store.schema.base import RowId, claim_columns, metadata, row_id
from bot.store.types import Instant, Json

# state: reading → draft → confirmed → sending → done | halted; draft → discarded | expired;
# draft → asked → confirmed | discarded; done | halted | sending → undoing → undone.
# bot/domain/batches.py draws it.
# policy and details hold what the list was read with (details: file, columns, payload), so that it
# can be read again with other columns; counts hold what the reading and an undo counted.
batch = Table(
    "batch",
    metadata,
    row_id(),
    Column("campaign_id", RowId, ForeignKey("campaign.id", ondelete="CASCADE"), nullable=False),
    Column("state", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("file_name", Text),
    Column("channel_id", Text),
    Column("thread_ts", Text),
    Column("created_by", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("confirmed_by", Text),
    Column("confirmed_at", Instant),
    Column("finished_at", Instant),
    Column("undone_by", Text),
    Column("policy", Json),
    Column("counts", Json),
    Column("details", Json),
    Column("add_again", Boolean, nullable=False, server_default="0"),
    Column("halt_reason", Text),
    Column("receipt_post_id", RowId),
    *claim_columns(),
)
Index("ix_batch_campaign", batch.c.campaign_id, batch.c.created_at)
Index("ix_batch_due", batch.c.next_at)
Index("ix_batch_state", batch.c.state)

# state: ready → sent | refused; held rows have an open call job or were removed by a guard; sent →
# canceled by Undo. wire is the JSON object that goes to the host, phone included.
batch_row = Table(
    "batch_row",
    metadata,
    Column("batch_id", RowId, ForeignKey("batch.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("line", Integer, nullable=False),
    Column("phone", Text, nullable=False),
    Column("wire", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("job_id", Text),
)
Index("ix_batch_row_phone", batch_row.c.phone)
# Of a list nearly all rows are ready at first, and those enter it not at all. A query must say the
# condition in the same words: bot.store.batch_rows.NOT_READY.
Index(
    "ix_batch_row_state",
    batch_row.c.batch_id,
    batch_row.c.state,
    sqlite_where=text("state <> 'ready'"),
    postgresql_where=text("state <> 'ready'"),
)

# A line of typed text may hold several bad numbers, so that the line does not name a row.
bad_row = Table(
    "bad_row",
    metadata,
    Column("batch_id", RowId, ForeignKey("batch.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("line", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("details", Json),
    Column("cells", Json),
)

# state: waiting → sending → sent | refused (a row was taken out: revision + 1, a new key, waiting
# again) | unclear → sent (adopted) | waiting (same key) | unknown (a person settles it) | halted.
# The rows of a chunk are the ready rows of its batch from first_position to last_position.
# sending_at is by the host's clock, all else by ours; key_made_at is when the host may first have
# met the key. unclear_at is set while a request with this key may have been processed unseen.
chunk = Table(
    "chunk",
    metadata,
    row_id(),
    Column("batch_id", RowId, ForeignKey("batch.id", ondelete="CASCADE"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("first_position", Integer, nullable=False),
    Column("last_position", Integer, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("key", Text, unique=True),
    Column("key_made_at", Instant),
    Column("state", Text, nullable=False),
    Column("sending_at", Instant),
    Column("unclear_at", Instant),
    Column("sent_at", Instant),
    *claim_columns(),
)
Index("ix_chunk_batch", chunk.c.batch_id, chunk.c.seq, unique=True)
Index("ix_chunk_due", chunk.c.state, chunk.c.next_at, chunk.c.batch_id)
