"""``python -m simulators.calls_api``: the simulator as a process of its own."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from tests.simulators.calls_api.phones import ANNA, rows


@asynccontextmanager
async def simulator(*arguments: str) -> AsyncIterator[dict[str, Any]]:
    """The process, and what it printed when it was ready."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulators.calls_api", *arguments, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(20):
            said = await process.stdout.readline()
        yield json.loads(said)
    finally:
        process.terminate()
        async with asyncio.timeout(20):
            assert await process.wait() == 0


async def test_it_tells_its_address_and_is_driven_over_http(http: httpx.AsyncClient) -> None:
    async with simulator("--port", "0", "--speed", "1000", "--seed", "5") as ready:
        created = await http.post(ready["url"] + "/_control/campaigns", json={"name": "Spring"})
        added = await http.post(created.json()["url"] + "/addPhones", json=rows(ANNA))
        looked = await http.get(ready["url"] + "/_control")
    assert ready["url"].startswith("http://127.0.0.1:")
    assert len(added.json()) == 1
    assert looked.json()["speed"] == 1000
    assert looked.json()["requests"] == {"addPhones": 1}


async def test_two_at_once_take_different_ports() -> None:
    async with simulator() as first, simulator("--generation", "1.10.3") as second:
        assert first["url"] != second["url"]
