"""Campaigns that are connected already, on databases that are made once and copied for each lap."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bench.house import at_work
from bench.stands.host import TOKEN
from bench.stands.slack import CHANNEL, PERSON
from bot.app.parts import Parts
from bot.domain.campaigns import Campaign
from bot.domain.people import Actor
from bot.services.hosts import bound_to
from bot.store import campaigns

ACTOR = Actor(PERSON, CHANNEL, "bench")

READS = ["campaign", "status", "addPhones", "callJob/getReport", "control/pause", "control/resume"]
BY_DATE = [*READS, "callJob/getReportByDate", "callJob/getUnfinished"]


async def connect(
    parts: Parts, host: str, name: str = "spring", *, routes: list[str] = READS, **values: Any
) -> Campaign:
    """A campaign in the books, in the channel, with its host's routes found out."""
    desk, now = parts.services.desk, parts.clock.now()
    row = {
        "name": name,
        "host": host,
        "region": "RU",
        "connected_by": PERSON,
        "connected_at": now,
        "capabilities": routes,
        "capabilities_at": now,
        "state_word": "inProgress",
        "state_source": "host",
        "state_at": now,
        "baseline_at": now,
        **values,
    }
    async with desk.db.begin() as tx:
        made = await campaigns.add(tx, row)
        sealed = desk.vault.seal(TOKEN, bound_to(made))
        await campaigns.change(tx, made, token_sealed=sealed)
        await campaigns.link(tx, made, [CHANNEL], now)
    return await parts.services.campaigns.by_id(made)


@asynccontextmanager
async def preparing(options: Mapping[str, Any], path: Path) -> AsyncIterator[Parts]:
    """The bot at rest on a database that is to be copied: nothing is sent and nothing watched."""
    async with at_work(options, at=path, slack=False, scheduler=False) as parts:
        yield parts


@asynccontextmanager
async def folder() -> AsyncIterator[Path]:
    """A place for databases, gone when the row is done."""
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as made:
        yield Path(made)
