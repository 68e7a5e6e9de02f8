"""Chunks by bare httpx and orjson, four at a time, and a raw update of the stored rows."""

from __future__ import annotations

import asyncio
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

_CHUNK, _AT_ONCE = 1_000, 4
_READ = "SELECT wire FROM batch_row WHERE batch_id = 1 AND position BETWEEN ? AND ?"
_UPDATE = "UPDATE batch_row SET state = 'sent', job_id = ? WHERE batch_id = 1 AND position = ?"


async def _send(db: sqlite3.Connection, url: str, count: int) -> list[str]:
    """The IDs in the order of the rows."""
    ids: list[list[str]] = [[] for _ in range(0, count, _CHUNK)]
    waiting = list(range(len(ids)))

    async def one_after_the_other() -> None:
        while waiting:
            at = waiting.pop(0)
            rows = db.execute(_READ, (at * _CHUNK, (at + 1) * _CHUNK - 1)).fetchall()
            body = "[" + ",".join(wire for (wire,) in rows) + "]"
            answer = await client.post(url, content=body.encode(), headers=_JSON)
            ids[at] = orjson.loads(answer.content)

    async with httpx.AsyncClient(timeout=httpx.Timeout(10, read=120), trust_env=False) as client:
        await asyncio.gather(*(one_after_the_other() for _ in range(_AT_ONCE)))
    return [job_id for chunk in ids for job_id in chunk]


_JSON = {"content-type": "application/json"}


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """The same rows, out of the same table."""
    url = f"{options['host']}/api/calls/campaign/{TOKEN}/addPhones"

    async def lap() -> Sample:
        with copied_bare(options["database"]) as db:
            async with metered() as meter:
                ids = await _send(db, url, options["count"])
                db.execute("BEGIN IMMEDIATE")
                db.executemany(_UPDATE, ((job_id, at) for at, job_id in enumerate(ids)))
                db.execute("COMMIT")
        return meter.sample

    yield lap
