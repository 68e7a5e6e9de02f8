"""200 campaigns watched by one process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from contextlib import asynccontextmanager
from typing import Any

from bench.campaigns import BY_DATE, connect, folder, preparing
from bench.house import at_work, copied
from bench.jobs import known_jobs, open_row
from bench.meters import metered
from bench.runner.rows import Figure, Laps, Row, Runs, Sample, Stage, Stages
from bench.stands.host import host_stand
from bench.stands.slack import slack_stand

_CAMPAIGNS, _JOBS = 200, 50
_EVERY = 10.0
_SECONDS = 12.0


@asynccontextmanager
async def stage(_scale: float) -> Stages:
    """A host that all of them are on, and books that know their call jobs."""
    async with slack_stand() as slack, host_stand() as host, folder() as path:
        options = {"slack": slack.url, "host": host.url}
        async with preparing(options, path / "bot.db") as parts:
            for number in range(_CAMPAIGNS):
                values = {"next_at": parts.clock.now(), "newest_job_at": parts.clock.now()}
                campaign = await connect(
                    parts, host.url, f"spring{number}", routes=BY_DATE, **values
                )
                host.unfinished = await known_jobs(parts, campaign.id, _JOBS)
        host.rows = {one: open_row(one) for one in host.unfinished}

        began: list[tuple[float, int]] = []

        async def drive(contestant: Runs) -> Sample:
            began.append((time.perf_counter(), host.requests.get("campaign", 0)))
            sample = await contestant.lap()
            # Of all laps so far: in one of them campaigns may all have two looks, or none.
            (since, before), now = began[0], time.perf_counter()
            looks = host.requests["campaign"] - before
            return {**sample, "interval": _CAMPAIGNS * (now - since) / looks}

        yield Stage({**options, "database": str(path / "bot.db")}, drive)


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """A worker that looks at each of them every ten seconds."""
    with copied(options["database"]) as path:
        async with at_work(options, at=path, slack=False, watch_seconds=_EVERY):
            await asyncio.sleep(_EVERY)  # The first looks are due all at once.

            async def lap() -> Sample:
                async with metered() as meter:
                    await asyncio.sleep(_SECONDS)
                return meter.sample

            yield lap


ROW = Row(
    name="fleet",
    work="200 campaigns watched by one process, every 10 s",
    against="–",
    figures=(
        Figure("interval", "s", limit=_EVERY * 1.1, told="interval between looks"),
        Figure("lag_p99", "ms", limit=20, told="loop lag, p99"),
        Figure("cpu", "s", told=f"processor time in {_SECONDS:g} s"),
    ),
    stage=stage,
    ours="bench.fleet",
    floor=None,
)
