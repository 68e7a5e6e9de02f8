"""A digest and a file over a million stored call jobs."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bench.campaigns import connect, folder, preparing
from bench.house import at_work
from bench.meters import metered
from bench.runner.rows import Figure, Laps, Row, Sample, Stage, Stages, scaled
from bench.stands.slack import slack_stand
from bot.app.parts import Parts
from bot.domain.digest_orders import Covered, Order
from bot.domain.periods import Period
from bot.services.reporting.exporting import Exporter
from bot.services.reporting.table import Export

SINCE = datetime(2026, 11, 1, tzinfo=UTC)
LENGTH = timedelta(days=7)
_SINCE_MS, _LENGTH_MS = round(SINCE.timestamp() * 1_000), round(LENGTH.total_seconds() * 1_000)
_FILL = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :count),
  ended(kind, status, outcome) AS (VALUES (0, 'longCallWithResult', 'success'),
    (1, 'noAnswer', 'failed'), (2, 'longCallWithNoResult', 'reached_no_result'),
    (3, 'notDone', 'failed'))
INSERT INTO call_job (campaign_id, job_id, phone, status, outcome, attempts, talk_seconds,
  created_at, finished_at, report_data, seen_at)
SELECT 1, CAST(5665000000 + i AS TEXT), '7912' || printf('%07d', i * 7919 % 10000000),
  status, outcome, 1 + i % 3, i % 90, :since, :since + CAST(i * 1.0 / :count * :length AS INTEGER),
  CASE kind WHEN 0 THEN json_object('Result', 'agreed to a visit', 'Score', i % 10,
    'City', 'Saint Petersburg') END, :since
FROM n JOIN ended ON kind = i % 4
"""
_TALLY = """
INSERT INTO job_tally (campaign_id, status, jobs, talk_seconds, attempts)
SELECT 1, status, count(*), sum(talk_seconds), sum(attempts) FROM call_job GROUP BY status
"""


@asynccontextmanager
async def stage(scale: float) -> Stages:
    """A campaign whose call jobs have all finished within a week."""
    count = scaled(1_000_000, scale)
    async with slack_stand() as slack, folder() as path:
        options = {"slack": slack.url, "host": "http://127.0.0.1:9"}
        async with preparing(options, path / "bot.db") as parts:
            await connect(parts, options["host"], watermark_at=SINCE + LENGTH)
            async with parts.db.begin() as tx:
                await tx.execute(
                    text(_FILL), {"count": count, "since": _SINCE_MS, "length": _LENGTH_MS}
                )
                await tx.execute(text(_TALLY))
        yield Stage({**options, "count": count, "database": str(path / "bot.db")})


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """The digest's figures, and the whole file as CSV."""
    database = Path(options["database"])
    async with at_work(options, at=database, slack=False, scheduler=False) as parts:

        async def lap() -> Sample:
            digest = await _digest(parts, options["count"])
            file = await _file(parts, options["count"])
            return {
                "digest": digest["seconds"],
                "file": file["seconds"],
                "file_cpu": file["cpu"],
                "pause": max(digest["pause"], file["pause"]),
                "work": max(digest["work"], file["work"]),
                "memory": max(digest["memory"], file["memory"]),
            }

        yield lap


async def _digest(parts: Parts, count: int) -> Sample:
    period = Period(SINCE, SINCE + LENGTH)
    order = Order(since=SINCE, covers={1: Covered(period, period.before())})
    async with metered() as meter:
        digest = await parts.services.digest_figures.digest(order, UTC)
    assert digest.parts[0].summary.jobs == count
    return meter.sample


async def _file(parts: Parts, count: int) -> Sample:
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as made:
        export = Export(1, "csv", masked=True, zone=UTC)
        async with metered() as meter:
            assert await Exporter(parts.db).write(export, Path(made) / "report.csv") == count
    return meter.sample


ROW = Row(
    name="reports",
    work="digest and file report over 1,000,000 stored jobs",
    against="one SQL aggregate; one paged copy into a CSV file",
    figures=(
        Figure("digest", "s", ratio=1.5),
        Figure("file", "s", ratio=1.5),
        Figure("file_cpu", "s", told="file, processor time"),
        Figure("pause", "ms", limit=50, told="longest pause of the loop"),
        Figure("work", "ms", limit=50, told="longest work of the loop at a stretch"),
        Figure("memory", "MB", told="memory above idle"),
    ),
    stage=stage,
    ours="bench.reports",
    floor="bench.floors.reports",
)
