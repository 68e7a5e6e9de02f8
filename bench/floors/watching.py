"""The same report pages by bare httpx and ``orjson.loads``, and a raw update of what changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
import orjson

from bench.house import copied_bare
from bench.meters import metered
from bench.runner.rows import Laps, Sample
from bench.stands.host import TOKEN

_PAGE = 1_000
_KNOWN = "SELECT job_id, status FROM call_job WHERE campaign_id = 1"
_UPDATE = (
    "UPDATE call_job SET status = ?, outcome = 'success', attempts = ?, talk_seconds = ?, "
    "finished_at = ?, report_data = ? WHERE campaign_id = 1 AND job_id = ?"
)


def _changes(rows: list[dict[str, Any]], known: dict[str, str]) -> list[tuple[Any, ...]]:
    return [
        (
            row["jobStatus"],
            row["attemptsCount"],
            row["callDuration"],
            row["finishedAt"],
            orjson.dumps(row["reportData"]).decode(),
            row["callJobId"],
        )
        for row in rows
        if row["jobStatus"] != known[row["callJobId"]]
    ]


async def _look(db: sqlite3.Connection, url: str) -> None:
    known = dict(db.execute(_KNOWN).fetchall())
    ids, changes = list(known), list[tuple[Any, ...]]()
    async with httpx.AsyncClient(timeout=httpx.Timeout(10, read=120), trust_env=False) as client:
        for at in range(0, len(ids), _PAGE):
            body = orjson.dumps({"ids": ids[at : at + _PAGE]})
            answer = await client.post(url, content=body)
            changes += _changes(orjson.loads(answer.content), known)
    db.execute("BEGIN IMMEDIATE")
    db.executemany(_UPDATE, changes)
    db.execute("COMMIT")


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """The same host, and a copy of the same table."""
    url = f"{options['host']}/api/calls/campaign/{TOKEN}/callJob/getReport"

    async def lap() -> Sample:
        with copied_bare(options["database"]) as db:
            async with metered() as meter:
                await _look(db, url)
        return meter.sample

    yield lap
