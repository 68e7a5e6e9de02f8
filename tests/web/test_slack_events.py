"""Slack's own requests reach Bolt, and its answers go back."""

import json
from datetime import timedelta
from urllib.parse import quote

import pytest

COMMAND = b"command=%2Fcampaign&text=status&user_id=U1&team_id=T1&channel_id=C1"


async def test_a_command_is_answered(app, slack, seen):
    @app.command("/campaign")
    async def listen(ack, command):
        await ack(f"You said {command['text']}, «й»")

    assert await slack.form(COMMAND) == (200, "You said status, «й»")
    [(way_in, status, seconds)] = seen["acks"]
    assert (way_in, status) == ("http", 200) and 0 < seconds < 5


async def test_a_modal_gets_its_errors_as_json(app, slack):
    @app.view("connect")
    async def listen(ack):
        await ack(response_action="errors", errors={"host": "No such host"})

    view = {"type": "modal", "callback_id": "connect", "state": {"values": {}}}
    payload = {"type": "view_submission", "view": view, "team": {"id": "T1"}, "user": {"id": "U1"}}
    status, body = await slack.form(b"payload=" + quote(json.dumps(payload)).encode())
    assert status == 200 and json.loads(body)["errors"] == {"host": "No such host"}


async def test_slack_may_verify_the_address(slack):
    body = b'{"type":"url_verification","challenge":"3eZbrw1a"}'
    assert await slack.json(body) == (200, '{"challenge": "3eZbrw1a"}')


async def test_an_event_that_slack_sends_again_reaches_its_listener_with_the_retrys_number(
    app, slack, clock
):
    heard = []

    @app.event("app_mention")
    async def listen(body, request):
        heard.append((body["event_id"], request.headers.get("x-slack-retry-num")))

    mention = {"type": "app_mention", "user": "U1", "text": "hi", "channel": "C1", "ts": "1.2"}
    body = json.dumps(
        {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": mention}
    ).encode()
    assert (await slack.json(body))[0] == 200
    clock.ahead += timedelta(seconds=61)
    assert (await slack.json(body, **{"X-Slack-Retry-Num": "1"}))[0] == 200
    assert heard == [("Ev1", None), ("Ev1", ["1"])]


async def test_a_listener_that_fails_gives_500_and_no_traceback(app, slack, seen):
    @app.command("/campaign")
    async def listen(ack):
        raise ValueError("the secret inner life")

    status, body = await slack.form(COMMAND)
    assert status == 500 and body == ""
    assert seen["acks"][0][1] == 500


async def test_a_dispatch_that_breaks_gives_500_and_no_traceback(app, slack, monkeypatch):
    async def broken(_):
        raise RuntimeError("the secret inner life")

    monkeypatch.setattr(app, "async_dispatch", broken)
    status, body = await slack.form(COMMAND)
    assert status == 500 and json.loads(body) == {"error": "internal"}


@pytest.mark.parametrize("path", ["/", "/slack/install", "/slack/events/", "/.env"])
async def test_there_is_no_other_way_in(slack, path):
    async with slack.session.get(slack.url + path) as answer:
        assert answer.status == 404
    async with slack.session.get(slack.url + "/slack/events") as answer:
        assert answer.status == 405
