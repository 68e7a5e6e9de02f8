"""Socket Mode: connections, acknowledgements, disconnects, broken networks."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from simulators.slack import LocalSlack
from tests.simulators.slack.raw_app import silent, socket_app
from tests.simulators.slack.tiny_app import bolt_for, client_for, local_slack, running


async def test_each_connection_is_greeted(slack: LocalSlack) -> None:
    async with socket_app(slack) as first, socket_app(slack) as second:
        await slack.command("ada", "calls", "/campaign")
        await slack.command("ada", "calls", "/campaign")
        hellos = [app.frames[0] for app in (first, second)]
        assert [hello["num_connections"] for hello in hellos] == [1, 2]
        assert [len(app.envelopes) for app in (first, second)] == [1, 1]


async def test_a_ticket_serves_for_one_connection(slack: LocalSlack) -> None:
    opened = await client_for(slack).apps_connections_open(app_token=slack.app_token)
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(opened["url"]):
            pass
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(opened["url"])


async def test_what_a_command_carries(slack: LocalSlack) -> None:
    async with socket_app(slack) as app:
        await slack.command("boris", "calls", "/campaign pause spring & <autumn>")
    (frame,) = app.envelopes
    assert frame["type"] == "slash_commands"
    assert frame["accepts_response_payload"] is True
    assert frame["payload"]["text"] == "pause spring &amp; &lt;autumn&gt;"
    assert frame["payload"]["channel_name"] == "calls"
    assert frame["payload"]["user_id"] == slack.user("boris").id


async def test_without_an_acknowledgement_the_person_is_told() -> None:
    async with local_slack(ack_seconds=0.1) as slack, socket_app(slack, silent):
        ack = await slack.command("ada", "calls", "/campaign")
        assert (ack.ok, ack.reason) == (False, "timeout")
        (trouble,) = slack.troubles("ada")
        assert trouble.text == '/campaign failed with the error "operation_timeout"'


async def test_without_a_connection_the_command_fails_at_once(slack: LocalSlack) -> None:
    ack = await slack.command("ada", "calls", "/campaign")
    assert ack.reason == "connection_failed"
    assert "dispatch_failed" in slack.troubles("ada")[0].text


async def test_a_lost_connection_loses_no_event(slack: LocalSlack) -> None:
    async with socket_app(slack, silent) as broken:
        saying = asyncio.create_task(slack.say("ada", "dm", "Hello"))
        await slack.until(lambda: broken.envelopes)
        async with socket_app(slack) as sound:
            slack.abort_sockets()
            await saying
            await slack.until(lambda: sound.envelopes)
    (again,) = sound.envelopes
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "connection_failed")
    assert again["payload"]["event_id"] == broken.envelopes[0]["payload"]["event_id"]


async def test_a_connection_that_is_asked_to_go_gets_nothing_more(slack: LocalSlack) -> None:
    async with socket_app(slack) as first, socket_app(slack) as second:
        await slack.disconnect_sockets("warning")
        await slack.command("ada", "calls", "/campaign")
        await slack.command("ada", "calls", "/campaign")
        assert first.frames[-1]["reason"] == "warning"
        assert len(second.envelopes) == 2


async def test_the_sdk_comes_back_after_a_disconnect(slack: LocalSlack) -> None:
    app = bolt_for(slack)
    async with running(slack, app):
        (before,) = slack.socket.connections
        await slack.disconnect_sockets("refresh_requested")
        await slack.until(lambda: [one for one in slack.socket.connections if one is not before])


async def test_an_eleventh_connection_is_too_many(slack: LocalSlack) -> None:
    client, sockets = client_for(slack), []
    async with aiohttp.ClientSession() as session:
        for _ in range(11):
            opened = await client.apps_connections_open(app_token=slack.app_token)
            sockets.append(await session.ws_connect(opened["url"]))
        first = [await socket.receive_json() for socket in sockets]
    assert [frame["type"] for frame in first] == ["hello"] * 10 + ["disconnect"]
    assert first[-1]["reason"] == "too_many_websockets"


async def test_a_refused_acknowledgement_is_retried(slack: LocalSlack) -> None:
    slack.settings(ack_seconds=0.1)
    async with socket_app(slack) as app:
        slack.refuse_acks()
        await slack.say("ada", "dm", "Hello")
        await slack.until(lambda: len(app.envelopes) == 2)
    assert [frame["retry_attempt"] for frame in app.envelopes] == [0, 1]
