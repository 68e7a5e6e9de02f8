"""Socket Mode starts with a good token, tells how it is, and stops without losing an ack."""

import asyncio

import pytest

from bot.slack.socket import AppTokenRefused
from tests.slack.socket.conftest import APP_TOKEN
from tests.slack.socket.slack import command, event, until


@pytest.mark.parametrize(
    "word", ["invalid_auth", "not_allowed_token_type", "token_revoked", "account_inactive"]
)
async def test_a_bad_app_token_is_a_start_error_in_words_and_not_tried_for_ever(slack, idle, word):
    slack.refusal = word
    with pytest.raises(AppTokenRefused, match=f"SLACK_APP_TOKEN.*{word}") as refused:
        await idle.start()
    assert "connections:write" in str(refused.value) and APP_TOKEN not in repr(refused.value)
    assert slack.tokens == [f"Bearer {APP_TOKEN}"]
    assert not idle.health().ok


async def test_an_outage_of_slack_is_no_start_error_and_is_waited_out(slack, idle):
    slack.refusal = "internal_error"
    await idle.start()
    await until(lambda: "internal_error" in idle.health().detail)
    assert not idle.health().ok and idle.health().age is None
    slack.refusal = None
    await until(lambda: len(slack.alive) == 2)
    await until(lambda: idle.health().detail == "2 of 2 connections")
    assert idle.health().ok and idle.health().age < 5


async def test_a_token_that_is_revoked_later_is_told_by_health(slack, socket):
    slack.refusal = "token_revoked"
    for wire in slack.alive:
        wire.abort()
    await until(lambda: "token_revoked" in socket.health().detail)
    assert not socket.health().ok


async def test_pauses_grow_while_slack_stays_away(slack, idle, clock):
    slack.refusal = "internal_error"
    await idle.start()
    await until(lambda: len(clock.pauses) > 24)
    assert max(clock.pauses) <= 30.0 and max(clock.pauses[-4:]) > 10.0
    assert max(clock.pauses[:2]) < 0.5


async def test_stopping_lets_the_ack_in_the_making_out_and_takes_nothing_new(app, slack, socket):
    going, heard = asyncio.Event(), []

    @app.command("/campaign")
    async def listen(ack, command):
        heard.append(command["text"])
        going.set()
        await asyncio.sleep(0.05)
        await ack("done")

    await slack.send("E1", command("first"), slack.alive[0])
    await going.wait()
    stopping = asyncio.create_task(socket.stop_intake())
    await asyncio.sleep(0)
    await slack.send("E2", command("second"), slack.alive[0])
    await stopping
    assert (await slack.acked("E1"))["payload"] == {"text": "done"}
    assert heard == ["first"] and "E2" not in slack.acks
    await until(lambda: not slack.alive)
    assert not socket.health().ok


async def test_a_listener_that_hangs_does_not_keep_the_process(app, slack, socket):
    going = asyncio.Event()

    @app.command("/campaign")
    async def listen(ack):
        going.set()
        await asyncio.Event().wait()

    await slack.send("E1", command())
    await going.wait()
    async with asyncio.timeout(20):
        await socket.stop_intake(seconds=0.05)
    assert slack.acks == {}


async def test_stopping_twice_or_before_the_start_is_harmless(idle, socket):
    await socket.stop_intake()
    await socket.stop_intake()


async def test_nothing_is_connected_again_after_the_stop(slack, socket):
    await socket.stop_intake()
    opened = len(slack.tokens)
    await until(lambda: not slack.alive)
    for _ in range(20):
        await asyncio.sleep(0.005)
    assert len(slack.tokens) == opened


async def test_an_old_connection_that_lingers_is_closed_too(app, slack, socket):
    @app.event("app_mention")
    async def listen():
        pass

    old = slack.alive[0]
    await old.say({"type": "disconnect", "reason": "warning"})
    await until(lambda: len(slack.wires) == 3)
    await slack.send("E1", event("Ev1"), old)
    await slack.acked("E1")
    await socket.stop_intake()
    await until(lambda: not slack.alive)
