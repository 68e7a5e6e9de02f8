"""Batches for the tests of what is shown of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.batches import Batch, BatchState, ListCounts, Preview, Progress, Source
from bot.domain.campaign_state import Source as StateSource
from bot.domain.campaign_state import State
from bot.domain.campaigns import Campaign

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def campaign(word: str | None = "inProgress", name: str = "spring") -> Campaign:
    values: dict[str, Any] = dict.fromkeys(Campaign.__slots__)
    values |= {
        "id": 7,
        "name": name,
        "host": "https://h",
        "state": State(word, StateSource.HOST, AT) if word else State(),
        "host_clock": timedelta(0),
        "connected_by": "U1",
        "connected_at": AT,
        "limits": {},
    }
    return Campaign(**values)


def batch(state: BatchState = BatchState.DRAFT, **more: Any) -> Batch:
    values: dict[str, Any] = dict.fromkeys(Batch.__slots__)
    values |= {
        "id": 3,
        "campaign_id": 7,
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


def preview(**more: Any) -> Preview:
    shown = Preview(batch(), campaign(), ListCounts(total=3), 3, {})
    return replace(shown, **more)


def progress(
    state: BatchState, rows: dict[str, int], chunks: dict[str, int] | None = None, **more: Any
) -> Progress:
    confirmed = {"confirmed_by": "U2", "confirmed_at": AT}
    return Progress(batch(state, **{**confirmed, **more}), campaign(), rows, chunks or {})
