"""A worker's process is killed at the worst moments, named on the wire."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.engine import URL

from simulators.slack.faults import KillStage
from tests.desks import SECRET_KEY
from tests.scheduler.delivery.office import Office

WORKER = [sys.executable, "-m", "tests.scheduler.delivery.one_worker"]


@asynccontextmanager
async def a_process(office: Office, url: URL) -> AsyncIterator[asyncio.subprocess.Process]:
    """A real worker on the same database and the same Slack."""
    slack, database = office.slack, url.render_as_string(hide_password=False)
    process = await asyncio.create_subprocess_exec(
        *WORKER, database, slack.url, slack.bot_token, SECRET_KEY
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@pytest.mark.parametrize(
    ("database_url", "stage"),
    [
        ("sqlite", "received"),
        ("sqlite", "processed"),
        ("sqlite", "answered"),
        ("postgres", "processed"),
    ],
    indirect=["database_url"],
)
async def test_nothing_is_lost_and_nothing_comes_twice(
    office: Office, database_url: URL, stage: KillStage
) -> None:
    held = office.slack.fault("chat.postMessage", "hold", match={"text": "first"})
    async with a_process(office, database_url) as process:
        office.slack.kill_at("chat.postMessage", process.pid, stage, match={"text": "second"})
        await office.put("first")
        await office.put("second")
        await office.put("third")
        async with asyncio.timeout(40):
            await held.reached.wait()
            held.release()
            assert await process.wait() == -signal.SIGKILL
    heir = await office.hire()
    await heir.work_for(120)
    assert office.seen() == ["first", "second", "third"]
    await heir.die()
