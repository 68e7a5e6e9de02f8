"""Erasing a person: what is stored of their calls stays countable, and tells nobody whose it was.

Tables without an index for it are gone through in pages by their keys, a transaction each.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, Text, and_, cast, exists, or_, select, tuple_, update

from bot.domain.batches import ON_THE_WAY, ChunkState, RowState
from bot.domain.forgetting import FORGOTTEN
from bot.store.schema import bad_row, batch_row, call_job, chunk, post
from bot.store.transaction import Transaction

PAGE = 2_000


async def jobs(tx: Transaction, phone: str, instead: str) -> int:
    """Take a person's number and what a script wrote of them out of their call jobs; how many."""
    mine = call_job.c.phone == phone
    done = await tx.execute(
        update(call_job).where(mine).values(phone=instead, report_data=None, tag_name=None)
    )
    return done.rowcount


async def rows(tx: Transaction, phone: str, instead: str) -> int:
    """Take a person out of every list but what is being sent; how many rows. None is sent now."""
    mine = and_(batch_row.c.phone == phone, ~exists(_under_way()))
    ready = and_(mine, batch_row.c.state == str(RowState.READY))
    await tx.execute(
        update(batch_row).where(ready).values(state=str(RowState.HELD), reason=FORGOTTEN)
    )
    done = await tx.execute(update(batch_row).where(mine).values(phone=instead, wire="{}"))
    return done.rowcount


def _under_way() -> Select[tuple[int]]:
    states = [str(state) for state in (*ON_THE_WAY, ChunkState.UNKNOWN)]
    return (
        select(chunk.c.id)
        .where(
            batch_row.c.state == str(RowState.READY),
            batch_row.c.batch_id == chunk.c.batch_id,
            batch_row.c.position.between(chunk.c.first_position, chunk.c.last_position),
            chunk.c.state.in_(states),
        )
        .correlate(batch_row)
    )


async def posts(tx: Transaction, spellings: Sequence[str], after: int) -> int | None:
    """Empty a page of messages that hold the number; one that waits is not sent any more."""
    ids = select(post.c.id).where(post.c.id > after).order_by(post.c.id).limit(PAGE)
    page = (await tx.scalars(ids)).all()
    if not page:
        return None
    where = and_(post.c.id.between(page[0], page[-1]), _holds(cast(post.c.body, Text), spellings))
    waiting = post.c.state.in_(("queued", "unclear"))
    await tx.execute(update(post).where(where, waiting).values(state="dropped", next_at=None))
    await tx.execute(update(post).where(where).values(body=None))
    return int(page[-1])


def _holds(column: ColumnElement[str], spellings: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(column.contains(one, autoescape=True) for one in spellings))


async def bad_rows(
    tx: Transaction, after: tuple[int, int]
) -> list[tuple[int, int, list[str] | None]]:
    """A page of rows that were no contacts: batch, position, cells; after such a place."""
    key = (bad_row.c.batch_id, bad_row.c.position)
    query = select(*key, bad_row.c.cells).where(tuple_(*key) > tuple_(*after)).order_by(*key)
    return [(row[0], row[1], row[2]) for row in await tx.execute(query.limit(PAGE))]


async def empty_bad_rows(tx: Transaction, keys: Sequence[tuple[int, int]]) -> None:
    """Forget what stood in these rows."""
    for batch_id, position in keys:
        await tx.execute(
            update(bad_row)
            .where(bad_row.c.batch_id == batch_id, bad_row.c.position == position)
            .values(cells=[], details=None)
        )
