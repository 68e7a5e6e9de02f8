"""A transition that was recorded until Slack has accepted the message that tells of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from bench.campaigns import connect, folder, preparing
from bench.house import at_work, copied
from bench.runner.rows import Figure, Laps, Row, Runs, Sample, Stage, Stages
from bench.stands.slack import slack_stand
from bot.app.parts import Parts
from bot.domain.transitions import Transition
from bot.store import transitions

_CAMPAIGNS = 20
GROUP_SECONDS = 0.5


@asynccontextmanager
async def stage(_scale: float) -> Stages:
    """Campaigns without an incident, one for each lap."""
    async with slack_stand() as slack, folder() as path:
        options = {"slack": slack.url, "host": "http://127.0.0.1:9"}
        async with preparing(options, path / "bot.db") as parts:
            for number in range(_CAMPAIGNS):
                await connect(parts, options["host"], f"spring{number}")
        told = asyncio.Event()
        heard = [0.0]

        def hear(method: str, at: float) -> None:
            if method == "chat.postMessage":
                heard[0] = at
                told.set()

        slack.heard = hear

        async def drive(contestant: Runs) -> Sample:
            # An incident is a message and one in its thread, a second apart: let them be over.
            await asyncio.sleep(2.5)
            told.clear()
            recorded_at = (await contestant.lap())["at"]
            async with asyncio.timeout(20):
                await told.wait()
            return {"ms": (heard[0] - recorded_at) * 1_000 - GROUP_SECONDS * 1_000}

        yield Stage({**options, "database": str(path / "bot.db")}, drive)


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """A worker whose outbox is empty."""
    numbers = count(1)
    with copied(options["database"]) as path:
        async with at_work(
            options, at=path, slack=False, alert_group_seconds=GROUP_SECONDS
        ) as parts:

            async def lap() -> Sample:
                # The clock of perf_counter is the machine's: the runner reads the same.
                at = time.perf_counter()
                await _record(parts, next(numbers))
                return {"at": at}

            yield lap


async def _record(parts: Parts, campaign_id: int) -> None:
    now = parts.clock.now()
    failed = Transition(str(campaign_id), "5665000001", "planned", "technicalError", now)
    async with parts.db.begin() as tx:
        await transitions.record_jobs(tx, campaign_id, [failed], now)
    parts.wakeups.notify("alerts")


ROW = Row(
    name="alerting",
    work="transition seen → accepted by Slack, queue empty",
    against="the group time and one call",
    figures=(Figure("ms", "ms", limit=250, told="beyond the group time"),),
    stage=stage,
    ours="bench.alerting",
    floor=None,
)
