"""From nothing to ready, and what a process holds while it rests."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bench.campaigns import connect, folder, preparing
from bench.house import at_work, free_port
from bench.meters import resident_megabytes
from bench.runner.rows import Figure, Laps, Row, Sample, Stage, Stages
from bench.stands.slack import slack_stand


@asynccontextmanager
async def stage(_scale: float) -> Stages:
    """A database that a process before has left."""
    async with slack_stand() as slack, folder() as path:
        options = {"slack": slack.url, "host": "http://127.0.0.1:9"}
        async with preparing(options, path / "bot.db") as parts:
            await connect(parts, options["host"])
        yield Stage({**options, "database": str(path / "bot.db")})


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """The whole bot, with its HTTP front."""
    async with at_work(options, at=Path(options["database"]), port=free_port()):

        async def lap() -> Sample:
            return {"memory": resident_megabytes()}

        yield lap


ROW = Row(
    name="starting",
    work="start → ready; idle memory",
    against="importing the same libraries and opening the database",
    figures=(
        Figure("seconds", "s", ratio=1.3, told="ready after"),
        Figure("memory", "MB", above=25, told="idle memory"),
    ),
    stage=stage,
    ours="bench.starting",
    floor="bench.floors.starting",
    fresh=True,
)
