"""A slash command until its ack over Socket Mode."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import asynccontextmanager
from typing import Any

from bench.ack import figures, paced
from bench.house import at_work
from bench.runner.rows import Laps, Row, Runs, Sample, Stage, Stages
from bench.stands.payloads import command
from bench.stands.slack import APP_TOKEN, FLOOR_APP_TOKEN, slack_stand


@asynccontextmanager
async def stage(_scale: float) -> Stages:
    """A Slack with Socket Mode; the contestants are two apps in it."""
    async with slack_stand() as slack:

        async def drive(contestant: Runs) -> Sample:
            app_token = FLOOR_APP_TOKEN if "is_floor" in await contestant.lap() else APP_TOKEN

            async def burst(number: int) -> list[float]:
                commands = [command(slack.url) for _ in range(number)]
                return await asyncio.gather(*(slack.send(app_token, one) for one in commands))

            return await paced(burst)

        yield Stage({"slack": slack.url, "socket": True}, drive)


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """The whole bot, which answers each command after its ack."""
    async with at_work(options):

        async def lap() -> Sample:
            return {}

        yield lap


ROW = Row(
    name="ack_socket",
    work="the same over Socket Mode",
    against="the same by the SDK's client",
    figures=figures(),
    stage=stage,
    ours="bench.ack_socket",
    floor="bench.floors.ack_socket",
)
