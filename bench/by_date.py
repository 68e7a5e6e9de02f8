"""A look at a host with reports by date: its cost follows what changed, not what is known."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.campaigns import BY_DATE, connect, folder, preparing
from bench.house import at_work, copied
from bench.jobs import finished_row, known_jobs
from bench.meters import metered
from bench.runner.rows import Figure, Laps, Row, Sample, Stage, Stages, scaled
from bench.stands.host import host_stand
from bench.stands.slack import slack_stand
from bench.watching import look
from bot.domain.outcomes import Outcome

_FINISHED = 1_000
_SEEN = datetime.fromtimestamp(1_700_000_000, UTC)


@asynccontextmanager
async def stage(scale: float) -> Stages:
    """Two campaigns, one with ten times the call jobs; of each a thousand have finished."""
    many = scaled(100_000, scale)
    async with slack_stand() as slack, host_stand() as host, folder() as path:
        options = {"slack": slack.url, "host": host.url}
        ids = await _books(options, path / "many.db", many)
        await _books(options, path / "few.db", many // 10)
        host.finished = ids[:_FINISHED]
        host.rows = {one: finished_row(one) for one in host.finished}
        yield Stage({**options, "many": str(path / "many.db"), "few": str(path / "few.db")})


async def _books(options: Mapping[str, Any], path: Path, count: int) -> list[str]:
    async with preparing(options, path) as parts:
        known: dict[str, Any] = {"watermark_at": _SEEN, "newest_job_at": parts.clock.now()}
        campaign = await connect(parts, options["host"], routes=BY_DATE, **known)
        return await known_jobs(parts, campaign.id, count)


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """The campaign with ten times the call jobs."""
    yield _looking(options, "many")


@asynccontextmanager
async def tenth(options: Mapping[str, Any]) -> Laps:
    """The other one."""
    yield _looking(options, "few")


def _looking(options: Mapping[str, Any], which: str) -> Any:
    async def lap() -> Sample:
        with copied(options[which]) as path:
            async with at_work(options, at=path, slack=False, scheduler=False) as parts:
                async with metered() as meter:
                    await look(parts, swept_at=parts.clock.now())
                facts = await parts.services.cards.facts_by_id(1)
                assert facts is not None and facts.summary.count(Outcome.SUCCESS) == _FINISHED
        return meter.sample

    return lap


ROW = Row(
    name="by_date",
    work="the same on a host with by-date reports, 10 × the jobs",
    against="the same look at a tenth of the jobs",
    figures=(Figure("seconds", "s", ratio=1.2), Figure("cpu", "s", told="processor time")),
    stage=stage,
    ours="bench.by_date",
    floor="bench.by_date:tenth",
)
