"""Envelopes of Socket Mode and what goes back for them."""

import asyncio
import logging

import pytest

from tests.slack.socket.slack import command, event, until


async def test_a_command_is_answered_in_its_ack(app, slack, socket, acks):
    @app.command("/campaign")
    async def listen(ack, command):
        await ack(f"You said {command['text']}")

    await slack.send("E1", command("status"))
    assert await slack.acked("E1") == {
        "envelope_id": "E1",
        "payload": {"text": "You said status"},
    }
    [(way_in, status, seconds)] = acks
    assert (way_in, status) == ("socket", 200) and 0 < seconds < 5


async def test_a_bare_ack_carries_no_payload(app, slack, socket):
    @app.event("app_mention")
    async def listen():
        pass

    await slack.send("E1", event("Ev1"), type="events_api")
    assert await slack.acked("E1") == {"envelope_id": "E1"}


async def test_a_modal_gets_its_errors(app, slack, socket):
    @app.view("connect")
    async def listen(ack):
        await ack(response_action="errors", errors={"host": "No such host: «й»"})

    view = {"type": "modal", "callback_id": "connect", "state": {"values": {}}}
    await slack.send("E1", {"type": "view_submission", "view": view, "team": {"id": "T1"}})
    payload = (await slack.acked("E1"))["payload"]
    assert payload == {"response_action": "errors", "errors": {"host": "No such host: «й»"}}


async def test_a_retried_event_says_so_to_its_listener(app, slack, socket):
    seen = []

    @app.event("app_mention")
    async def listen(request):
        seen.append((request.headers["x-slack-retry-num"], request.headers["x-slack-retry-reason"]))

    await slack.send("E1", event("Ev1"), type="events_api", retry_attempt=1, retry_reason="timeout")
    await slack.acked("E1")
    assert seen == [(["1"], ["timeout"])]


async def test_a_slow_listener_holds_nobody_up(app, slack, socket):
    release = asyncio.Event()

    @app.command("/campaign")
    async def listen(ack, command):
        if command["text"] == "slow":
            await release.wait()
        await ack(command["text"])

    await slack.send("E1", command("slow"), slack.alive[0])
    await slack.send("E2", command("quick"), slack.alive[0])
    assert (await slack.acked("E2"))["payload"] == {"text": "quick"}
    assert "E1" not in slack.acks
    release.set()
    assert (await slack.acked("E1"))["payload"] == {"text": "slow"}


@pytest.mark.parametrize("payload", [command("boom"), {}, {"type": "view_submission"}, []])
async def test_what_cannot_be_handled_is_not_acknowledged(app, slack, socket, acks, payload):
    @app.command("/campaign")
    async def listen(ack):
        raise ValueError

    await slack.send("E1", payload)
    await until(lambda: acks)
    assert acks[0][1] != 200 and "E1" not in slack.acks


async def test_a_dispatch_that_breaks_is_not_acknowledged(app, slack, socket, acks, monkeypatch):
    async def broken(_):
        raise RuntimeError

    monkeypatch.setattr(app, "async_dispatch", broken)
    await slack.send("E1", command())
    await until(lambda: acks)
    assert acks[0][1] == 500 and "E1" not in slack.acks


@pytest.mark.parametrize("frame", ["no json", "[]", "null", '{"type": "?"}', '{"envelope_id": 7}'])
async def test_a_frame_that_makes_no_sense_is_passed_over(app, slack, socket, frame):
    @app.command("/campaign")
    async def listen(ack):
        await ack("still here")

    await slack.alive[0].ws.send_str(frame)
    await slack.send("E1", command(), slack.alive[0])
    assert (await slack.acked("E1"))["payload"] == {"text": "still here"}


async def test_a_token_typed_into_a_modal_is_in_no_log_at_any_level(app, slack, socket, caplog):
    secret = "123456.789.typed-into-a-modal"

    @app.view("connect")
    async def listen(ack):
        raise ValueError("no")

    values = {"token": {"token": {"type": "plain_text_input", "value": secret}}}
    view = {"type": "modal", "callback_id": "connect", "state": {"values": values}}
    with caplog.at_level(logging.DEBUG, logger="bot"):
        await slack.send("E1", {"type": "view_submission", "view": view, "team": {"id": "T1"}})
        await slack.send("E2", {"type": secret})
        await until(lambda: "Failed to run" in caplog.text or "ValueError" in caplog.text)
    ours = [r.getMessage() for r in caplog.records if r.name.startswith(("bot", "asyncio"))]
    assert not [line for line in ours if secret in line or "xapp-" in line]
