"""The same stories over Socket Mode and signed HTTP, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy.engine import URL

from tests.scenarios.office import ADMIN, CHANNEL, OPERATOR, Office, opened


@pytest.fixture(params=["socket", "http"])
async def office(
    request: pytest.FixtureRequest, tmp_path: Path, database_url: URL, unused_tcp_port: int
) -> AsyncIterator[Office]:
    """An office for each way in on each engine."""
    port = unused_tcp_port
    async with opened(
        tmp_path,
        slack={"mode": request.param},
        calls={"speed": 1000},
        database=database_url,
        port=port,
    ) as made:
        yield made


async def test_a_campaign_is_connected_paused_and_stopped(office: Office) -> None:
    campaign = office.calls.create_campaign("Spring")
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    card = await office.slack.message(CHANNEL, "[Pause]")

    await office.slack.click(ADMIN, "Pause", card)
    await office.slack.ephemeral(ADMIN, "is paused.")
    await office.slack.until(lambda: "paused by" in card.text)
    await office.tell(ADMIN, "pause all", "paused already")
    await office.tell(OPERATOR, "status spring", "paused")

    await office.slack.say(ADMIN, CHANNEL, "@callboard stop spring")
    question = await office.slack.ephemeral(ADMIN, "Stop spring")
    await office.slack.click(ADMIN, "Stop spring", question)
    await office.slack.ephemeral(ADMIN, "stopped for good")
    assert campaign.state == "finished"


async def test_a_click_delivered_twice_is_one_click(office: Office) -> None:
    await office.connect("spring", office.calls.create_campaign("Spring"))
    await office.slack.close_all(ADMIN)
    shown = await office.tell(ADMIN, "status spring", "[Pause]")
    await office.slack.click(ADMIN, "Pause", shown)
    await office.slack.redeliver()

    await office.slack.ephemeral(ADMIN, "is paused.")
    assert len(office.calls.requests.of("control/pause")) == 1


async def test_the_process_says_how_it_is(office: Office) -> None:
    await office.tell(ADMIN, "help pause", "resumes by itself")
    await office.tell(ADMIN, "pause", "No campaign is connected")
    base = f"http://127.0.0.1:{office.settings.port}"
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{base}/readyz") as ready:
            told = await ready.json()
        async with session.get(f"{base}/metrics") as metrics:
            measured = await metrics.text()

    assert ready.status == 200, told
    assert {"database", "scheduler"} <= set(told["checks"])
    assert all(one["ok"] for one in told["checks"].values())
    assert 'callboard_commands_total{outcome="ok",verb="help"} 1.0' in measured
    assert 'callboard_commands_total{outcome="told",verb="pause"} 1.0' in measured
    parts = office.bot
    assert parts is not None
    never = b"callboard_loop_lag_seconds_count 0.0"
    await office.slack.until(lambda: never not in parts.metrics.render())
