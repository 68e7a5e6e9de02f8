"""The rows of call batches: contacts in their order, and the rows that were left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, delete, func, literal_column, select

from bot.domain.batches import RowState
from bot.store.bulk import insert_columns, insert_many, update_many
from bot.store.given import Columns
from bot.store.schema import bad_row, batch_row
from bot.store.statements import reading_much
from bot.store.transaction import Transaction

PAGE = 1_000

# In the very words of the partial index, or a database would not use it.
NOT_READY = batch_row.c.state != literal_column("'ready'")


class BatchRow(NamedTuple):
    """A contact of a batch: ``wire`` is its JSON object for the host. Its repr shows neither."""

    position: int
    phone: str
    wire: str

    def __repr__(self) -> str:
        return f"BatchRow(position={self.position})"


class SentRow(NamedTuple):
    """A row that became a call job."""

    position: int
    job_id: str


async def insert(tx: Transaction, columns: Columns, shared: Mapping[str, Any]) -> int:
    """Store contacts, by the columns of :data:`bot.store.schema.batch_row`."""
    return await insert_columns(tx, batch_row, columns, shared)


async def insert_bad(tx: Transaction, rows: Iterable[Mapping[str, Any]]) -> int:
    """Store bad rows; the columns of :data:`bot.store.schema.bad_row`."""
    return await insert_many(tx, bad_row, rows)


async def clear(tx: Transaction, batch_id: int) -> None:
    """Forget the people of a list that nobody confirmed."""
    for table in (batch_row, bad_row):
        await tx.execute(delete(table).where(table.c.batch_id == batch_id))


async def counts(tx: Transaction, batch_id: int) -> dict[str, int]:
    """How many rows of a batch are in each state.

    Two indexes tell: of the key how many there are, and of the others how many are not ready.
    """
    mine = batch_row.c.batch_id == batch_id
    every: Select[Any, int] = select(literal_column("''"), func.count()).where(mine)
    others = select(batch_row.c.state, func.count()).where(mine, NOT_READY)
    query = every.union_all(others.group_by(batch_row.c.state))
    counted = {str(state): int(count) for state, count in await tx.execute(reading_much(query))}
    ready = counted.pop("") - sum(counted.values())
    return {**({str(RowState.READY): ready} if ready else {}), **counted}


async def held(tx: Transaction, batch_id: int) -> dict[str, int]:
    """How many rows are held, by reason."""
    query = (
        select(batch_row.c.reason, func.count())
        .where(batch_row.c.batch_id == batch_id, NOT_READY, batch_row.c.state == str(RowState.HELD))
        .group_by(batch_row.c.reason)
    )
    return {str(reason): count for reason, count in await tx.execute(query)}


async def guessed(tx: Transaction, batch_id: int) -> int:
    """How many rows that are to be sent carry hours of a zone that was guessed from the number
    (:func:`bot.domain.shared_hours.midst` tells how that is spelt)."""
    query = select(func.count()).where(
        batch_row.c.batch_id == batch_id,
        batch_row.c.state == str(RowState.READY),
        batch_row.c.wire.contains('"gmtZone":"UTC', autoescape=True),
    )
    return int(await tx.scalar(query) or 0)


async def ready(
    tx: Transaction,
    batch_id: int,
    first: int = 0,
    last: int | None = None,
    limit: int | None = None,
) -> list[BatchRow]:
    """The rows from one position to another that are to be sent, in their order."""
    query = (
        select(batch_row.c.position, batch_row.c.phone, batch_row.c.wire)
        .where(
            batch_row.c.batch_id == batch_id,
            batch_row.c.position >= first,
            batch_row.c.state == str(RowState.READY),
        )
        .order_by(batch_row.c.position)
        .limit(limit)
    )
    if last is not None:
        query = query.where(batch_row.c.position <= last)
    return [BatchRow._make(row) for row in (await tx.execute(query)).all()]


async def boundaries(tx: Transaction, batch_id: int, size: int, ready: int) -> list[int]:
    """The position of every ``size``-th of the ``ready`` rows, and of the last one."""
    ends = select(func.min(batch_row.c.position), func.max(batch_row.c.position))
    first, last = (await tx.execute(ends.where(batch_row.c.batch_id == batch_id))).one()
    if last - first + 1 == ready:
        # None is left out, so that nobody has to count along all of them.
        return [*range(first, last + 1, size), last]
    return [*await _counted(tx, batch_id, size), await _last_ready(tx, batch_id)]


async def _counted(tx: Transaction, batch_id: int, size: int) -> Sequence[int]:
    numbered = (
        select(
            batch_row.c.position,
            func.row_number().over(order_by=batch_row.c.position).label("number"),
        )
        .where(batch_row.c.batch_id == batch_id, batch_row.c.state == str(RowState.READY))
        .subquery()
    )
    firsts = select(numbered.c.position).where((numbered.c.number - 1) % size == 0)
    return (await tx.scalars(firsts.order_by(numbered.c.position))).all()


async def _last_ready(tx: Transaction, batch_id: int) -> int:
    query = select(func.max(batch_row.c.position)).where(
        batch_row.c.batch_id == batch_id, batch_row.c.state == str(RowState.READY)
    )
    return int(await tx.scalar(query) or 0)


async def mark(
    tx: Transaction, batch_id: int, state: RowState, reasons: Mapping[int, str | None]
) -> None:
    """Put these positions into a state, each with its reason."""
    rows = (
        {"batch_id": batch_id, "position": position, "state": str(state), "reason": reason}
        for position, reason in reasons.items()
    )
    await update_many(tx, batch_row, rows, key=("batch_id", "position"))


async def sent_page(tx: Transaction, batch_id: int, after: int) -> list[SentRow]:
    """The next rows behind a position that became call jobs and are not canceled."""
    query = (
        select(batch_row.c.position, batch_row.c.job_id)
        .where(
            batch_row.c.batch_id == batch_id,
            batch_row.c.position > after,
            batch_row.c.state == str(RowState.SENT),
        )
        .order_by(batch_row.c.position)
        .limit(PAGE)
    )
    return [SentRow._make(row) for row in (await tx.execute(query)).all()]


async def jobs_of(tx: Transaction, batch_id: int, first: int, last: int) -> list[tuple[str, str]]:
    """The rows between two positions that became call jobs: phone and call job ID."""
    query = select(batch_row.c.phone, batch_row.c.job_id).where(
        batch_row.c.batch_id == batch_id,
        batch_row.c.position.between(first, last),
        batch_row.c.state == str(RowState.SENT),
    )
    return [(row[0], row[1]) for row in await tx.execute(query)]


async def bad_page(tx: Transaction, batch_id: int, after: int) -> list[Row[Any]]:
    """The next bad rows behind a position among them, in the order of the list."""
    query = select(bad_row).where(bad_row.c.batch_id == batch_id, bad_row.c.position > after)
    return list((await tx.execute(query.order_by(bad_row.c.position).limit(PAGE))).all())


async def refused_page(tx: Transaction, batch_id: int, after: int) -> list[Row[Any]]:
    """The next rows behind a position that the host refused."""
    return await _page_of(tx, batch_id, RowState.REFUSED, after)


async def held_page(tx: Transaction, batch_id: int, after: int) -> list[Row[Any]]:
    """The next rows behind a position that are held back."""
    return await _page_of(tx, batch_id, RowState.HELD, after)


async def _page_of(tx: Transaction, batch_id: int, state: RowState, after: int) -> list[Row[Any]]:
    query = select(batch_row).where(
        batch_row.c.batch_id == batch_id,
        batch_row.c.position > after,
        batch_row.c.state == str(state),
    )
    return list((await tx.execute(query.order_by(batch_row.c.position).limit(PAGE))).all())
