"""A list in a file until its preview: read, checked, stored, counted."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from bench.campaigns import ACTOR, connect, folder, preparing
from bench.house import at_work, copied
from bench.meters import metered
from bench.phones import csv_of
from bench.runner.rows import Figure, Laps, Row, Sample, Stage, Stages, scaled
from bench.stands.slack import slack_stand
from bot.domain.batches import Source
from bot.services.adding import NewList, from_file


@asynccontextmanager
async def stage_with(name: str, data: bytes, rows: int) -> Stages:
    """A list of so many people, and a campaign to add it to."""
    async with slack_stand() as slack, folder() as path:
        options: dict[str, Any] = {"slack": slack.url, "host": "http://127.0.0.1:9", "rows": rows}
        (path / name).write_bytes(data)
        async with preparing(options, path / "bot.db") as parts:
            await connect(parts, options["host"])
        yield Stage({**options, "list": str(path / name), "database": str(path / "bot.db")})


def stage(scale: float) -> AbstractAsyncContextManager[Stage]:
    """The list is a CSV file."""
    rows = scaled(100_000, scale)
    return stage_with("list.csv", csv_of(rows), rows)


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """What happens when a file was dropped and downloaded."""
    path = Path(options["list"])
    data = await asyncio.to_thread(path.read_bytes)

    async def lap() -> Sample:
        with copied(options["database"]) as database:
            async with at_work(options, at=database, slack=False, scheduler=False) as parts:
                campaign = await parts.services.campaigns.by_id(1)
                async with metered() as meter:
                    wanted = NewList(Source.FILE, from_file(data, path.name))
                    preview = await parts.services.adding.drafts.read(ACTOR, campaign, wanted)
                assert preview.ready == options["rows"]
        return meter.sample

    yield lap


FIGURES = (
    Figure("seconds", "s", ratio=1.5),
    Figure("cpu", "s", told="processor time"),
    Figure("pause", "ms", limit=50, told="longest pause of the loop"),
    Figure("work", "ms", limit=50, told="longest work of the loop at a stretch"),
)

ROW = Row(
    name="preview",
    work="CSV of 100,000 rows → preview",
    against="csv reader, a fast path for the numbers, one raw insert",
    figures=FIGURES,
    stage=stage,
    ours="bench.preview",
    floor="bench.floors.preview",
)
