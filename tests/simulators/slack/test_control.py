"""The controls over HTTP, as another process or a page in a browser uses them."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from simulators.slack import LocalSlack
from tests.simulators.slack.raw_app import socket_app
from tests.simulators.slack.test_clicks import DIALOG, card
from tests.simulators.slack.tiny_app import button, client_for, local_slack


class Remote:
    """The control API of a local Slack."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self.session = session
        self.address = address

    async def act(self, name: str, /, **arguments: Any) -> tuple[int, dict[str, Any]]:
        return await self.post(f"acts/{name}", arguments)

    async def post(self, path: str, body: Any) -> tuple[int, dict[str, Any]]:
        async with self.session.post(self.address + path, json=body) as response:
            return response.status, await response.json()

    async def get(self, path: str) -> dict[str, Any]:
        async with self.session.get(self.address + path) as response:
            answer: dict[str, Any] = await response.json()
            return answer


@asynccontextmanager
async def remote(address: str) -> AsyncIterator[Remote]:
    async with aiohttp.ClientSession() as session:
        yield Remote(session, address)


async def test_people_act_over_http(slack: LocalSlack) -> None:
    async with remote(f"{slack.core.base}/_control/") as control, socket_app(slack) as app:
        _, said = await control.act("say", user="ada", channel="calls", text="hello")
        assert said["result"]["read"] == "hello"
        _, done = await control.act("command", user="ada", channel="calls", text="/campaign")
        assert done["result"]["ok"]
        target = {"channel": "calls", "ts": said["result"]["ts"]}
        await control.act("message_shortcut", user="ada", name="Call these numbers", message=target)
        await control.act(
            "drop_file", user="ada", channel="calls", file={"name": "a.csv", "text": "1"}
        )
    assert [frame["type"] for frame in app.envelopes] == [
        "slash_commands",
        "interactive",
        "events_api",
    ]


async def test_refusals_say_why(slack: LocalSlack) -> None:
    await card(slack, button("Stop", "stop", confirm=DIALOG))
    async with remote(f"{slack.core.base}/_control/") as control:
        status, asked = await control.act("click", user="ada", label="Stop")
        assert (status, asked["confirm"]["yes"]) == (409, "Stop spring")
        status, missing = await control.act("click", user="ada", label="Start")
        assert status == 409
        assert "sees no 'Start'" in missing["refused"]
        assert (await control.act("click", user="zoe", label="Stop"))[0] == 404
        assert (await control.act("click", person="ada"))[0] == 400
        assert (await control.act("fly"))[0] == 404
        late = await control.act("message", channel="calls", containing="x", timeout=0.01)
        assert late[0] == 408


async def test_the_state_and_the_transcript_can_be_read(slack: LocalSlack) -> None:
    await card(slack, button("Stop", "stop"))
    async with remote(f"{slack.core.base}/_control/") as control:
        state = await control.get("state")
        calls = next(one for one in state["channels"] if one["name"] == "calls")
        assert calls["messages"][0]["read"] == "[Stop]"
        assert [one["name"] for one in state["app"]["commands"]] == ["/campaign"]
        transcript = await control.get("transcript?since=0")
        assert [entry["kind"] for entry in transcript["entries"]] == ["message"]
        assert (await control.get("calls?method=chat.postMessage"))["calls"][0]["status"] == 200


async def test_a_stream_brings_what_was_and_what_comes(slack: LocalSlack) -> None:
    await slack.say("ada", "calls", "before")
    address = f"{slack.core.base}/_control/stream?since=0"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        assert response.content_type == "text/event-stream"
        assert (await _next(response))["text"] == "before"
        await slack.say("ada", "calls", "after")
        assert (await _next(response))["text"] == "after"


async def _next(response: aiohttp.ClientResponse) -> dict[str, Any]:
    async for line in response.content:
        if line.startswith(b"data: "):
            change: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
            if "number" in change:
                return change
    raise AssertionError("The stream has ended.")


async def test_faults_and_settings_over_http(slack: LocalSlack) -> None:
    async with remote(f"{slack.core.base}/_control/") as control:
        order = {"target": "api.test", "kind": "error", "error": "internal_error"}
        assert (await control.post("faults", order))[1] == {"ok": True, "number": 0}
        assert slack.core.faults.take("api.test", {}) is not None
        assert (await control.post("faults", {"flavour": "odd"}))[0] == 400
        await control.act("settings", data_visualization=False, rate_limits=False)
        assert not slack.core.features.data_visualization
        _, made = await control.act("add_user", name="dora", tz="Europe/Berlin")
        assert slack.user("dora").id == made["result"]["id"]


async def test_other_web_sites_are_kept_away(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session:
        address = f"{slack.core.base}/_control/acts/say"
        async with session.post(address, data="{}") as response:
            assert response.status == 415
        async with session.post(address, json={}, headers={"Host": "evil.test"}) as response:
            assert response.status == 403


async def test_a_process_says_where_everything_is() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulators.slack", "--no-rate-limits", stdout=-1
    )
    assert process.stdout is not None
    try:
        where = json.loads(await process.stdout.readline())
        async with remote(where["control_url"]) as control:
            answer = await control.session.post(
                where["api_url"] + "auth.test",
                headers={"Authorization": f"Bearer {where['bot_token']}"},
            )
            assert (await answer.json())["user"] == "callboard"
    finally:
        process.terminate()
    async with asyncio.timeout(40):
        assert await process.wait() == 0


async def test_stopping_ends_the_streams() -> None:
    async with aiohttp.ClientSession() as session:
        async with local_slack() as slack:
            response = await session.get(f"{slack.core.base}/_control/stream")
            await client_for(slack).api_test()
        assert b"closing" in await response.content.read()
