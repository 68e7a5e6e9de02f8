"""Slack's side and the scheduler's side in processes of their own, on one PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy.engine import URL

from bot.app.health import Checks
from bot.app.serving import run, running
from bot.web.serving import CannotListen
from simulators.calls_api import CallsApi
from simulators.slack import LocalSlack
from tests.scenarios.office import ADMIN, CHANNEL, Office, settings_for


async def test_slack_is_served_here_and_the_rest_is_done_by_a_worker(
    postgres_url: URL, unused_tcp_port: int
) -> None:
    async with LocalSlack() as slack, CallsApi(speed=1000) as calls:
        settings = settings_for(slack, calls, postgres_url, port=unused_tcp_port)
        office = Office(slack, calls, settings)
        async with running(settings, scheduler=False):
            assert await readiness(unused_tcp_port) == (503, "has not ticked yet")

            worker = settings.model_copy(update={"port": 0})
            async with running(worker, slack=False):
                assert await readiness(unused_tcp_port) == (200, "ticks")
                await office.connect("spring", calls.create_campaign("Spring"))
                await slack.message(CHANNEL, "[Pause]")
                await slack.close_all(ADMIN)
                await office.tell(ADMIN, "pause spring", "is paused.")


async def readiness(port: int) -> tuple[int, str]:
    """The status of the page, and what it says of the scheduler."""
    url = f"http://127.0.0.1:{port}/readyz"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        told = await answer.json()
        return answer.status, told["checks"]["scheduler"]["detail"]


class Ticked:
    """A scheduler's side whose last tick was so long ago."""

    def __init__(self, age: float | None) -> None:
        self._age = age

    def tick_age(self) -> float | None:
        return self._age


@pytest.mark.parametrize(
    ("age", "ok", "told"),
    [(None, False, "has not ticked yet"), (3.0, True, "ticks"), (31.0, False, "stands still")],
)
async def test_a_scheduler_that_stands_still_is_not_ready(
    tmp_path: Path, age: float | None, ok: bool, told: str
) -> None:
    async with LocalSlack() as slack, CallsApi() as calls:
        path = tmp_path / "callboard.db"
        settings = settings_for(slack, calls, URL.create("sqlite", database=str(path)))
        async with running(settings) as parts:
            checks = Checks(parts)
            checks.scheduler = Ticked(age)
            health = await checks.all()["scheduler"]()  # type: ignore[misc]

    assert (health.ok, health.detail) == (ok, told)


async def test_a_busy_port_is_a_start_error_that_names_it(
    tmp_path: Path, unused_tcp_port: int
) -> None:
    async with LocalSlack() as slack, CallsApi() as calls:
        busy = await asyncio.start_server(lambda *_: None, "127.0.0.1", unused_tcp_port)
        path = tmp_path / "callboard.db"
        settings = settings_for(
            slack,
            calls,
            URL.create("sqlite", database=str(path)),
            port=unused_tcp_port,
        )
        async with busy:
            with pytest.raises(CannotListen, match=str(unused_tcp_port)):
                async with running(settings):
                    pass
        await slack.until(lambda: not slack.socket.connections)


async def test_it_runs_until_it_is_told_to_stop(tmp_path: Path) -> None:
    async with LocalSlack() as slack, CallsApi() as calls:
        path = tmp_path / "callboard.db"
        settings = settings_for(slack, calls, URL.create("sqlite", database=str(path)))
        bot = asyncio.create_task(run(settings, slack=True, scheduler=True))
        await slack.until(lambda: len(slack.socket.connections) == 2)

        os.kill(os.getpid(), signal.SIGTERM)

        async with asyncio.timeout(40):
            await bot
        await slack.until(lambda: not slack.socket.connections)


async def test_a_slack_that_gives_no_socket_keeps_the_start_no_longer_than_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.serving._CONNECT_SECONDS", 0.1)
    async with LocalSlack() as slack, CallsApi() as calls:
        path = tmp_path / "callboard.db"
        settings = settings_for(slack, calls, URL.create("sqlite", database=str(path)))
        fault = slack.fault("apps.connections.open", "slow", seconds=0.5, times=1)
        async with running(settings) as parts:
            await slack.until(lambda: len(slack.socket.connections) == 2)

    assert fault.hits == 1
    assert parts.settings is settings
