"""One look at a campaign with 100,000 known call jobs, of which 5 % have finished since."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import asynccontextmanager
from typing import Any

from bench.campaigns import READS, connect, folder, preparing
from bench.house import at_work, copied
from bench.jobs import finished_row, known_jobs, open_row
from bench.meters import metered
from bench.runner.rows import Figure, Laps, Row, Sample, Stage, Stages, scaled
from bench.stands.host import host_stand
from bench.stands.slack import slack_stand
from bot.app.parts import Parts
from bot.services.leases import LEASE
from bot.store import campaigns, looks

CHANGED = 20
"""One in so many call jobs has finished."""


@asynccontextmanager
async def stage(scale: float) -> Stages:
    """Books in which all call jobs are open, and a host that knows better."""
    count = scaled(100_000, scale)
    async with slack_stand() as slack, host_stand() as host, folder() as path:
        options = {"slack": slack.url, "host": host.url, "count": count}
        async with preparing(options, path / "bot.db") as parts:
            campaign = await connect(parts, host.url, routes=READS)
            ids = await known_jobs(parts, campaign.id, count)
        host.rows = {
            one: finished_row(one) if at % CHANGED == 0 else open_row(one)
            for at, one in enumerate(ids)
        }
        yield Stage({**options, "database": str(path / "bot.db")})


async def look(parts: Parts, **changed: Any) -> None:
    """Claim the campaign, and look at it as the duty does."""
    now = parts.clock.now()
    async with parts.db.begin() as tx:
        await campaigns.change(tx, 1, next_at=now, lease_until=None, **changed)
    async with parts.db.begin() as tx:
        claimed = await looks.claim(tx, "bench", now, now + LEASE)
    assert claimed is not None
    await parts.services.watcher.look(*claimed)


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """The watcher, on a host without reports by date."""

    async def lap() -> Sample:
        with copied(options["database"]) as path:
            async with at_work(options, at=path, slack=False, scheduler=False) as parts:
                async with metered() as meter:
                    await look(parts)
                await _is_right(parts, options["count"])
        return meter.sample

    yield lap


async def _is_right(parts: Parts, count: int) -> None:
    facts = await parts.services.cards.facts_by_id(1)
    assert facts is not None and facts.summary.open == count - count // CHANGED


ROW = Row(
    name="watching",
    work="one watch of a campaign with 100,000 known jobs, 5 % changed",
    against="the same pages by bare httpx, `orjson.loads`, a raw update",
    figures=(
        Figure("seconds", "s", ratio=2),
        Figure("cpu", "s", told="processor time"),
        Figure("pause", "ms", limit=50, told="longest pause of the loop"),
        Figure("work", "ms", limit=50, told="longest work of the loop at a stretch"),
        Figure("memory", "MB", limit=60, told="memory above idle"),
    ),
    stage=stage,
    ours="bench.watching",
    floor="bench.floors.watching",
)
