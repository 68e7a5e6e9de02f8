"""A list becomes the rows of a draft, a page at a time: the loop goes on, and memory is bounded."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from bot.domain.batches import Batch, RowState
from bot.domain.contacts import (
    BadRow,
    ColumnGuess,
    Contact,
    Counts,
    Options,
    RowProblem,
    Table,
    validate,
)
from bot.domain.guards import Guard, Judged
from bot.services.desk import Desk
from bot.store import batch_rows

# Rows of one transaction: a commit costs as much as writing hundreds of them.
_WRITTEN_AT_ONCE = 4_000

Values = dict[str, Any]


@dataclass(slots=True)
class _Waiting:
    """Rows that are read and neither judged nor written yet."""

    contacts: list[Contact] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.contacts) + len(self.bad)


class Storing:
    """Writes one draft's rows."""

    def __init__(self, desk: Desk, guards: Sequence[Guard], batch: Batch) -> None:
        self._desk = desk
        self._guards = guards
        self._batch = batch
        self._bad = 0

    async def store(self, table: Table, columns: ColumnGuess, options: Options) -> Counts:
        """Read the whole table and store it; what was counted.

        :raises BadInput: the list cannot be read to its end.
        """
        counts, waiting, writing = Counts(), _Waiting(), asyncio.ensure_future(_nothing())
        try:
            for page, so_far in validate(table, columns, options):
                counts = so_far
                waiting.contacts += page.contacts
                waiting.bad += page.bad
                if len(waiting) >= _WRITTEN_AT_ONCE:
                    # The database writes in a thread of its own while the next rows are read.
                    await writing
                    writing = asyncio.ensure_future(self._write(waiting))
                    waiting = _Waiting()
                await asyncio.sleep(0)
        finally:
            await writing
        await self._write(waiting)
        return counts

    async def _write(self, waiting: _Waiting) -> None:
        if not waiting:
            return
        judged = await judge_page(self._guards, self._batch, waiting.contacts)
        ready = _columns(judged.kept)
        removed = [one for one in waiting.contacts if one.position in judged.removed]
        reasons = [judged.removed[one.position] for one in removed]
        held = {**_columns(removed), "reason": reasons}
        async with self._desk.db.begin() as tx:
            await batch_rows.insert(tx, ready, self._shared(RowState.READY))
            await batch_rows.insert(tx, held, self._shared(RowState.HELD))
            await batch_rows.insert_bad(tx, self._bad_rows(waiting.bad))

    def _shared(self, state: RowState) -> Values:
        return {"batch_id": self._batch.id, "state": str(state)}

    def _bad_rows(self, page: Sequence[BadRow]) -> Iterator[Values]:
        for row in page:
            yield {
                "batch_id": self._batch.id,
                "position": self._bad,
                "line": row.line,
                "reason": str(row.problem),
                "message": row.message,
                "details": dict(row.values),
                "cells": row.cells,
            }
            self._bad += 1


async def _nothing() -> None:
    """What is written before the first rows are read."""


def _columns(contacts: Sequence[Contact]) -> dict[str, Sequence[Any]]:
    """The contacts as columns of :data:`bot.store.schema.batch_row`."""
    if not contacts:
        return {}
    positions, lines, phones, payloads, policies, _ = zip(*contacts, strict=True)
    wires = list(map(wire, phones, payloads, policies))
    return {"position": positions, "line": lines, "phone": phones, "wire": wires}


async def judge_page(guards: Sequence[Guard], batch: Batch, page: Sequence[Contact]) -> Judged:
    """A page through all guards, in their order: what one removes, the next does not see."""
    kept, removed = page, dict[int, str]()
    for guard in guards:
        verdict = await guard.judge(batch, kept)
        kept = verdict.kept
        removed.update(verdict.removed)
    return Judged(kept, removed)


def wire(phone: str, payload: Mapping[str, Any], policy: Mapping[str, Any]) -> str:
    """The JSON object that goes to the host for one contact."""
    row = {"phone": phone, "payload": payload} if payload else {"phone": phone}
    return orjson.dumps({**row, **policy} if policy else row).decode()


def counted(counts: Counts) -> Values:
    """The counts of a reading as :class:`bot.domain.batches.ListCounts` reads them back."""
    bad = {str(problem): count for problem, count in counts.problems.items()}
    bad.pop(str(RowProblem.DUPLICATE), None)
    return {
        "total": counts.total,
        "duplicates": counts.duplicates,
        "bad": bad,
        "warnings": {str(warned): count for warned, count in counts.warnings.items()},
    }
