"""From nothing to ready, and what a process holds while it rests."""

from __future__ import annotations

import compileall
from contextlib import asynccontextmanager
from pathlib import Path

import bench
import bot
import handlers
from bench.campaigns import connect, folder, preparing
from bench.runner.rows import Figure, Row, Stage, Stages
from bench.stands.slack import slack_stand


@asynccontextmanager
async def stage(_scale: float) -> Stages:
    """A database that a process before has left, and byte code, which the libraries have too."""
    for package in (bench, bot, handlers):
        compileall.compile_dir(Path(str(package.__file__)).parent, quiet=1)
    async with slack_stand() as slack, folder() as path:
        options = {"slack": slack.url, "host": "http://127.0.0.1:9"}
        async with preparing(options, path / "bot.db") as parts:
            await connect(parts, options["host"])
        yield Stage({**options, "database": str(path / "bot.db")})


ROW = Row(
    name="starting",
    work="start → ready; idle memory",
    against="importing the same libraries and opening the database",
    figures=(
        Figure("seconds", "s", ratio=1.3, told="ready after"),
        Figure("memory", "MB", above=25, told="idle memory"),
    ),
    stage=stage,
    ours="bench.started",
    floor="bench.floors.starting",
    fresh=True,
)
