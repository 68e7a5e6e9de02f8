"""The rows of one request: put together by the database, and its answer taken apart there.

A thousand rows are a few texts on their way: as objects they would cost more than all else that a
request takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import orjson
from sqlalchemy import (
    JSON,
    ColumnElement,
    Integer,
    Select,
    Subquery,
    Text,
    Update,
    bindparam,
    cast,
    func,
    select,
    update,
)

from bot.domain.batches import RowState
from bot.store.batch_rows import BatchRow
from bot.store.schema import batch_row
from bot.store.statements import json_array, reading_much
from bot.store.transaction import Transaction


class Numbered(NamedTuple):
    """Somebody's number at a position of a batch. Its repr shows no number."""

    position: int
    phone: str

    def __repr__(self) -> str:
        return f"Numbered(position={self.position})"


@dataclass(frozen=True, slots=True)
class Packed:
    """The rows of one request; ``body`` is their JSON array for the host."""

    positions: Sequence[int]
    phones: Sequence[str] = field(repr=False)
    body: bytes = field(repr=False)

    def __len__(self) -> int:
        return len(self.positions)

    def people(self) -> Iterator[Numbered]:
        """Who it is about, in order."""
        return map(Numbered, self.positions, self.phones)

    def ends(self) -> tuple[Numbered, Numbered]:
        """The first and the last."""
        first, last = (Numbered(self.positions[at], self.phones[at]) for at in (0, -1))
        return first, last

    def rows(self) -> list[BatchRow]:
        """The single rows, for when a host minds some."""
        wires = (orjson.dumps(one).decode() for one in orjson.loads(self.body))
        return list(map(BatchRow, self.positions, self.phones, wires))


async def packed(tx: Transaction, batch_id: int, first: int, last: int) -> Packed:
    """The rows from one position to another that are to be sent, put together.

    The three columns are gathered in one pass, so that they agree whatever its order is; it is that
    of the positions.
    """
    wanted = {"wanted": batch_id, "first": first, "last": last}
    positions, phones, wires = (await tx.execute(_packing(tx.dialect.name), wanted)).one()
    return Packed(
        orjson.loads(positions or "[]"), orjson.loads(phones or "[]"), f"[{wires or ''}]".encode()
    )


@cache
def _packing(dialect: str) -> Select[str, str, str]:
    rows = (
        select(batch_row.c.position, batch_row.c.phone, batch_row.c.wire)
        .where(
            batch_row.c.batch_id == bindparam("wanted"),
            batch_row.c.position.between(bindparam("first"), bindparam("last")),
            batch_row.c.state == str(RowState.READY),
        )
        .order_by(batch_row.c.position)
        .subquery()
    )
    gathered = select(
        json_array(dialect, rows.c.position),
        json_array(dialect, rows.c.phone),
        func.aggregate_strings(rows.c.wire, ","),
    )
    return reading_much(gathered)


async def mark_sent(tx: Transaction, batch_id: int, jobs: Mapping[int, str]) -> None:
    """Store the call job that each of these positions became."""
    page = orjson.dumps(jobs, option=orjson.OPT_NON_STR_KEYS).decode()
    await tx.execute(_marking(tx.dialect.name), {"page": page, "wanted": batch_id})


@cache
def _marking(dialect: str) -> Update:
    given = _given(dialect)
    mine = batch_row.c.batch_id == bindparam("wanted")
    marked = update(batch_row).where(mine, batch_row.c.position == given.c.position)
    return marked.values(state=str(RowState.SENT), job_id=given.c.job_id)


def _given(dialect: str) -> Subquery:
    """Positions and call job IDs out of the members of one JSON object."""
    page: ColumnElement[Any] = bindparam("page", type_=Text)
    if dialect == "postgresql":
        listed = func.json_each_text(cast(page, JSON)).table_valued("key", "value")
    else:
        listed = func.json_each(page).table_valued("key", "value")
    members = select(cast(listed.c.key, Integer).label("position"), listed.c.value.label("job_id"))
    # The offset keeps SQLite from looking through the whole object for each row of the batch.
    return members.offset(0).subquery("given")
