"""What a press comes to at the least: read, control, read, a committed row, ``chat.update``."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Mapping
from contextlib import asynccontextmanager
from statistics import median
from typing import Any

import httpx

from bench.card import PRESSES, REST
from bench.house import copied_bare
from bench.runner.rows import Laps, Sample
from bench.stands.host import TOKEN
from bench.stands.slack import CHANNEL

_UPDATE = "UPDATE campaign SET state_word = ? WHERE id = 1"


async def _press(
    client: httpx.AsyncClient, db: sqlite3.Connection, options: Mapping[str, Any], action: str
) -> None:
    campaign = f"{options['host']}/api/calls/campaign/{TOKEN}"
    (await client.get(campaign)).raise_for_status()
    (await client.post(f"{campaign}/control/{action}")).raise_for_status()
    word = (await client.get(campaign)).json()["status"]
    db.execute(_UPDATE, (word,))
    card = {"channel": CHANNEL, "ts": "1700000000.000100", "text": f"spring is {word}"}
    (await client.post(f"{options['slack']}/api/chat.update", json=card)).raise_for_status()


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """Bare calls, one after the other."""
    with copied_bare(options["database"]) as db:
        db.execute("PRAGMA synchronous = FULL")
        async with httpx.AsyncClient(trust_env=False) as client:

            async def lap() -> Sample:
                taken = []
                for number in range(PRESSES):
                    await asyncio.sleep(REST)
                    began = time.perf_counter()
                    await _press(client, db, options, ("pause", "resume")[number % 2])
                    taken.append((time.perf_counter() - began) * 1_000)
                return {"ms": median(taken)}

            yield lap
