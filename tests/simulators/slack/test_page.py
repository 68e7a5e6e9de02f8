"""What the page's address serves: its files, people's files, permalinks, the calling platform."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from simulators.calls_api import CallsApi
from simulators.slack import LocalSlack
from tests.simulators.slack.tiny_app import client_for


@pytest.fixture
async def browser(slack: LocalSlack) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(slack.core.base) as session:
        yield session


async def test_the_page_may_load_scripts_from_its_own_address_only(
    browser: aiohttp.ClientSession,
) -> None:
    async with browser.get("/") as page:
        assert page.content_type == "text/html"
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert "/page/js/main.js" in await page.text()
    async with browser.get("/page/js/main.js") as script:
        assert script.content_type == "text/javascript"


@pytest.mark.parametrize("path", ["js/none.js", "%2e%2e/routes.py", "js/../../routes.py", "js"])
async def test_nothing_but_the_page_is_served(browser: aiohttp.ClientSession, path: str) -> None:
    async with browser.get(f"/page/{path}") as answer:
        assert answer.status == 404


async def test_people_download_files_without_a_token(
    slack: LocalSlack, browser: aiohttp.ClientSession
) -> None:
    file = await slack.drop_file("ada", "calls", ("люди.csv", b"phone\n+1 202-555-0101\n"))
    async with browser.get(f"/_files/{file.id}") as answer:
        assert await answer.read() == file.content
        assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%D0")
    async with browser.get("/_files/F404") as missing:
        assert missing.status == 404


async def test_a_permalink_leads_to_its_message(
    slack: LocalSlack, browser: aiohttp.ClientSession
) -> None:
    message = await slack.say("ada", "calls", "look here")
    link = await client_for(slack).chat_getPermalink(
        channel=message.channel.id, message_ts=message.ts
    )
    async with browser.get(link["permalink"], allow_redirects=False) as answer:
        assert answer.headers["Location"] == f"/#/{message.channel.id}/{message.ts}"


async def test_the_calling_platform_is_reached_through_the_page(
    slack: LocalSlack, browser: aiohttp.ClientSession
) -> None:
    async with CallsApi(speed=0) as calls:
        slack.calls_url = calls.url
        campaign = calls.create_campaign("Spring")
        async with browser.get("/_calls") as answer:
            assert [one["name"] for one in (await answer.json())["campaigns"]] == ["Spring"]
        path = f"/_calls/campaigns/{campaign.id}/state"
        async with browser.post(path, json={"action": "pause"}) as answer:
            assert (await answer.json())["state"] == "paused"
        async with browser.get("/_control/state") as state:
            assert (await state.json())["platform"] is True
    async with browser.get("/_calls") as gone:
        assert gone.status == 502


async def test_its_stream_tells_changes_and_when_it_is_away(
    slack: LocalSlack, browser: aiohttp.ClientSession
) -> None:
    async with CallsApi(speed=0) as calls:
        slack.calls_url = calls.url
        campaign = calls.create_campaign("Spring")
        async with browser.get("/_calls/stream") as stream:
            assert (await _next(stream))["campaigns"][0]["state"] == "inProgress"
            campaign.outside("pause")
            assert (await _next(stream))["campaigns"][0]["state"] == "paused"
            await calls.refuse()
            assert await _next(stream) == {"away": True}
            await calls.accept()
            assert (await _until_back(stream))["campaigns"][0]["state"] == "paused"


async def test_without_a_calling_platform_there_is_nothing(
    browser: aiohttp.ClientSession,
) -> None:
    async with browser.get("/_calls/stream") as stream:
        assert stream.status == 404
    async with browser.get("/_control/state") as state:
        assert (await state.json())["platform"] is False


async def test_other_web_sites_reach_neither_files_nor_platform(
    browser: aiohttp.ClientSession,
) -> None:
    for path in ("/_calls", "/_files/F1"):
        async with browser.get(path, headers={"Host": "evil.test"}) as answer:
            assert answer.status == 403


async def _next(stream: aiohttp.ClientResponse) -> dict[str, Any]:
    async for line in stream.content:
        if line.startswith(b"data: "):
            told: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
            return told
    raise AssertionError("The stream has ended.")


async def _until_back(stream: aiohttp.ClientResponse) -> dict[str, Any]:
    told = await _next(stream)
    while "away" in told:
        told = await _next(stream)
    return told
