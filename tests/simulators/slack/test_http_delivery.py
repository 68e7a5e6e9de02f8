"""Signed HTTP: headers, bodies, answers, time-outs."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from simulators.slack import LocalSlack
from tests.simulators.slack.raw_app import http_app
from tests.simulators.slack.tiny_app import actions, button, client_for


async def test_each_request_is_signed(slack: LocalSlack) -> None:
    async with http_app(slack) as app:
        await slack.command("ada", "calls", "/campaign status")
        await slack.say("ada", "dm", "Hello")
    verifier = SignatureVerifier(slack.signing_secret)
    assert len(app.requests) == 2
    for headers, body in app.requests:
        assert verifier.is_valid_request(body, headers)


async def test_commands_come_as_forms_and_events_as_json(slack: LocalSlack) -> None:
    async with http_app(slack) as app:
        await slack.command("ada", "calls", "/campaign status")
        await slack.say("ada", "dm", "Hello")
    command = parse_qs(app.requests[0][1].decode())
    assert (command["command"], command["text"]) == (["/campaign"], ["status"])
    event = json.loads(app.requests[1][1])
    assert (event["type"], event["event"]["channel_type"]) == ("event_callback", "im")


async def test_clicks_come_in_a_payload_field(slack: LocalSlack) -> None:
    await client_for(slack).chat_postMessage(
        channel=slack.channel("calls").id, text="card", blocks=[actions(button("Pause", "pause"))]
    )
    async with http_app(slack) as app:
        await slack.click("ada", "Pause")
    payload = json.loads(parse_qs(app.requests[0][1].decode())["payload"][0])
    assert payload["type"] == "block_actions"
    assert payload["actions"][0]["action_id"] == "pause"


async def test_a_text_in_the_answer_is_shown_to_the_person(slack: LocalSlack) -> None:
    async with http_app(slack) as app:
        app.answer = lambda request: web.Response(text="Two campaigns")
        await slack.command("ada", "calls", "/campaign")
    assert [one.text for one in slack.ephemerals("ada")] == ["Two campaigns"]


async def test_json_in_the_answer_may_be_for_everybody(slack: LocalSlack) -> None:
    async with http_app(slack) as app:
        app.answer = lambda request: web.json_response(
            {"response_type": "in_channel", "text": "Two campaigns"}
        )
        await slack.command("ada", "calls", "/campaign")
    assert [one.text for one in slack.messages("calls")] == ["Two campaigns"]


async def test_a_server_error_is_no_acknowledgement(slack: LocalSlack) -> None:
    async with http_app(slack) as app:
        app.answer = lambda request: web.Response(status=500)
        ack = await slack.command("ada", "calls", "/campaign")
    assert (ack.reason, ack.status) == ("http_error", 500)
    assert "dispatch_failed" in slack.troubles("ada")[0].text


async def test_nobody_listens(slack: LocalSlack) -> None:
    slack.settings(mode="http", events_url="http://127.0.0.1:9/slack/events")
    ack = await slack.command("ada", "calls", "/campaign")
    assert ack.reason == "connection_failed"


async def test_the_address_is_verified_by_a_challenge(slack: LocalSlack) -> None:
    async with http_app(slack) as app:
        assert not await slack.verify_url()
        app.answer = lambda request: web.Response(text=_challenge(app.requests[-1][1]))
        assert await slack.verify_url()


def _challenge(body: bytes) -> str:
    return str(json.loads(body)["challenge"])
