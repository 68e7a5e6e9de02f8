"""Confirm until every number is accepted: 100,000 phones in chunks, their call job IDs stored."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import asynccontextmanager
from typing import Any

from bench.campaigns import ACTOR, connect, folder, preparing
from bench.house import at_work, copied
from bench.meters import metered
from bench.phones import csv_of
from bench.runner.rows import Figure, Laps, Row, Runs, Sample, Stage, Stages, scaled
from bench.stands.host import host_stand
from bench.stands.slack import slack_stand
from bot.app.parts import Parts
from bot.domain.batches import BatchState, Source
from bot.services.adding import NewList, from_file
from bot.store import batches


@asynccontextmanager
async def stage(scale: float) -> Stages:
    """A preview that nobody has confirmed, and a host that takes everything."""
    count = scaled(100_000, scale)
    async with slack_stand() as slack, host_stand() as host, folder() as path:
        options = {"slack": slack.url, "host": host.url, "count": count}
        async with preparing(options, path / "bot.db") as parts:
            campaign = await connect(parts, host.url)
            wanted = NewList(Source.FILE, from_file(csv_of(count), "list.csv"))
            await parts.services.adding.drafts.read(ACTOR, campaign, wanted)

        async def drive(contestant: Runs) -> Sample:
            host.added.clear()
            sample = await contestant.lap()
            assert len(host.added) == count, len(host.added)
            return sample

        yield Stage({**options, "database": str(path / "bot.db")}, drive)


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """A worker: the duties send, the receipt is posted and edited."""

    async def lap() -> Sample:
        with copied(options["database"]) as path:
            async with at_work(options, at=path, slack=False) as parts, metered() as meter:
                confirming = parts.services.adding.confirming
                await confirming.confirm(ACTOR, 1, options["count"])
                await _sent(parts)
        return meter.sample

    yield lap


async def _sent(parts: Parts) -> None:
    """Wait for the batch's end."""
    while True:
        async with parts.db.read() as tx:
            batch = await batches.by_id(tx, 1)
        if batch is not None and batch.state is BatchState.DONE:
            return
        await asyncio.sleep(0.01)


ROW = Row(
    name="adding",
    work="Confirm → 100,000 phones accepted, job IDs stored in order",
    against="the same chunks by bare httpx + orjson, 4 at a time, and a raw update",
    figures=(
        Figure("seconds", "s", ratio=1.5),
        Figure("cpu", "s", told="processor time"),
        Figure("pause", "ms", limit=50, told="longest pause of the loop"),
        Figure("work", "ms", limit=50, told="longest work of the loop at a stretch"),
        Figure("memory", "MB", told="memory above idle"),
    ),
    stage=stage,
    ours="bench.adding",
    floor="bench.floors.adding",
)
