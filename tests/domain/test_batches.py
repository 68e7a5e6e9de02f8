"""What is counted of a batch, and what may be done with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest

from bot.domain.batches import (
    Batch,
    BatchState,
    ChunkState,
    ListCounts,
    Progress,
    RowState,
    Source,
    Undone,
)
from bot.domain.guards import Held, labels
from bot.domain.limits import Limited

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def batch(state: BatchState = BatchState.SENDING, **more: Any) -> Batch:
    values: dict[str, Any] = dict.fromkeys(Batch.__slots__)
    values |= {
        "id": 1,
        "campaign_id": 1,
        "state": state,
        "source": Source.FILE,
        "created_by": "U1",
        "created_at": AT,
        "policy": {},
        "counts": {},
        "details": {},
        "add_again": False,
    }
    return Batch(**{**values, **more})


def progress(
    rows: dict[str, int], chunks: dict[str, int], state: BatchState = BatchState.SENDING
) -> Progress:
    return Progress(batch(state), None, rows, chunks)


def test_added_rows_stay_added_when_they_are_canceled() -> None:
    shown = progress({RowState.SENT: 3, RowState.CANCELED: 2, RowState.REFUSED: 1}, {})
    assert (shown.added, shown.cancelable, shown.refused, shown.total) == (5, 3, 1, 6)


def test_rows_on_their_way_are_counted_by_their_requests() -> None:
    shown = progress(
        {RowState.SENT: 1, RowState.READY: 9}, {ChunkState.WAITING: 4, ChunkState.UNKNOWN: 5}
    )
    assert shown.in_chunks(ChunkState.UNKNOWN) == 5
    assert shown.in_chunks(ChunkState.UNKNOWN, ChunkState.WAITING) == 9


@pytest.mark.parametrize(
    ("state", "rows", "chunks", "undoable"),
    [
        (BatchState.DONE, {RowState.SENT: 1}, {}, True),
        (BatchState.SENDING, {RowState.READY: 1}, {ChunkState.WAITING: 1}, True),
        (BatchState.HALTED, {RowState.READY: 1}, {ChunkState.HALTED: 1}, False),
        (BatchState.UNDONE, {RowState.SENT: 1}, {}, False),
        (BatchState.DRAFT, {RowState.READY: 1}, {}, False),
    ],
)
def test_undo_is_offered_while_it_has_something_to_do(
    state: BatchState, rows: dict[str, int], chunks: dict[str, int], undoable: bool
) -> None:
    assert progress(rows, chunks, state).undoable is undoable


def test_counts_come_back_from_what_was_stored() -> None:
    stored = batch(
        counts={"total": 9, "duplicates": 2, "bad": {"too_short": 1}, "undo": {"left": 1}}
    )
    assert ListCounts.of(stored) == ListCounts(9, 2, {"too_short": 1})
    assert ListCounts.of(stored).rejected == 3
    assert Undone.of(stored) == Undone(left=1)
    assert Undone.of(replace(stored, counts={})) is None


def test_each_reason_for_holding_somebody_back_has_words() -> None:
    class OptedOut:
        reasons: ClassVar = {"opted_out": "opted out"}

    assert set(labels([])) == {str(word) for words in (Held, Limited) for word in words}
    assert labels([OptedOut()])["opted_out"] == "opted out"
