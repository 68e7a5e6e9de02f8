"""One aggregate over the call jobs, and a copy of them into a CSV file by pages of the key."""

from __future__ import annotations

import csv
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from bench.meters import metered
from bench.runner.rows import Laps, Sample

_PAGE = 1_000
_FIGURES = (
    "SELECT finished_at / 3600000 AS hour, status, count(*), sum(talk_seconds), sum(attempts) "
    "FROM call_job WHERE campaign_id = 1 AND finished_at >= 0 GROUP BY hour, status"
)
_ROWS = (
    "SELECT job_id, phone, status, attempts, talk_seconds, created_at, finished_at, "
    "redial_number, tag_name, report_data FROM call_job WHERE campaign_id = 1 AND job_id > ? "
    "ORDER BY job_id LIMIT ?"
)


def _copy(db: sqlite3.Connection, path: Path) -> int:
    after, count = "", 0
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        while rows := db.execute(_ROWS, (after, _PAGE)).fetchall():
            writer.writerows(rows)
            after, count = rows[-1][0], count + len(rows)
    return count


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """The same database, read with the driver alone."""
    with closing(sqlite3.connect(options["database"])) as db:

        async def lap() -> Sample:
            async with metered() as digest:
                assert sum(row[2] for row in db.execute(_FIGURES)) == options["count"]
            with tempfile.TemporaryDirectory(prefix="callboard-bench-") as made:
                async with metered() as file:
                    assert _copy(db, Path(made) / "report.csv") == options["count"]
            return {
                "digest": digest.sample["seconds"],
                "file": file.sample["seconds"],
                "file_cpu": file.sample["cpu"],
            }

        yield lap
