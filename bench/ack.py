"""A signed slash command until its ack over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from bench.house import at_work, free_port
from bench.runner.rows import Figure, Laps, Row, Runs, Sample, Stage, Stages
from bench.stands.knocking import knockers, percentiles
from bench.stands.payloads import command, signed
from bench.stands.slack import slack_stand

AT_ONCE = 32
_SINGLES, _BURSTS = 150, 12
# A person types the next command when the last was answered: what the bot does behind an ack is to
# be over by then, and the floor is given the same rest.
_REST, _LONG_REST = 0.01, 0.15

Burst = Callable[[int], Awaitable[list[float]]]


async def paced(burst: Burst) -> Sample:
    """The seconds of commands that come one at a time, and of such that come 32 at once."""
    singles, many = list[float](), list[float]()
    for _ in range(_SINGLES):
        singles += await burst(1)
        await asyncio.sleep(_REST)
    for _ in range(_BURSTS):
        many += await burst(AT_ONCE)
        await asyncio.sleep(_LONG_REST)
    return percentiles(singles) | percentiles(many, "many_")


@asynccontextmanager
async def stage(_scale: float) -> Stages:
    """A Slack that knocks."""
    async with slack_stand() as slack:

        async def drive(contestant: Runs) -> Sample:
            port = int((await contestant.lap())["port"])
            async with knockers(port, AT_ONCE) as connections:
                return await paced(
                    lambda number: connections.burst(
                        [signed(command(slack.url)) for _ in range(number)]
                    )
                )

        yield Stage({"slack": slack.url}, drive)


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """The whole bot, which answers each command after its ack."""
    port = free_port()
    async with at_work(options, port=port):

        async def lap() -> Sample:
            return {"port": port}

        yield lap


def figures() -> tuple[Figure, ...]:
    """What is asked of an ack, whichever way it comes."""
    return (
        Figure("p50", "ms", ratio=1.5, told="one at a time, p50"),
        Figure("p99", "ms", ratio=2, told="p99"),
        Figure("many_p50", "ms", ratio=1.5, told=f"{AT_ONCE} at a time, p50"),
        Figure("many_p99", "ms", ratio=2, told="p99"),
    )


ROW = Row(
    name="ack",
    work="signed slash command → ack over HTTP",
    against="a bare Bolt app that only acks",
    figures=figures(),
    stage=stage,
    ours="bench.ack",
    floor="bench.floors.ack",
)
