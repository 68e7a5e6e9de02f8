"""Two connections: what is lost when one goes, announced or not? Nothing."""

import asyncio

import pytest

from bot.slack.client import SlackClients
from bot.slack.socket import SocketMode, dialer
from tests.slack.socket.conftest import APP_TOKEN
from tests.slack.socket.slack import Slack, command, event, until


@pytest.fixture
def heard(app):
    events = []

    @app.event("app_mention")
    async def listen(body):
        events.append(body["event_id"])

    return events


async def test_slack_has_two_to_choose_from_and_each_gets_its_answers(slack, socket, heard):
    await slack.send("E1", event("Ev1"), slack.alive[0])
    await slack.send("E2", event("Ev2"), slack.alive[1])
    await until(lambda: {"E1", "E2"} <= set(slack.acks))
    assert [slack.acks[name][0] for name in ("E1", "E2")] == slack.wires
    assert sorted(heard) == ["Ev1", "Ev2"]


async def test_an_aborted_connection_loses_no_event_and_is_replaced(slack, socket, heard):
    names = [f"E{number}" for number in range(120)]
    for number, name in enumerate(names):
        if number == 40:
            slack.alive[0].abort()
        await slack.send(name, event(name), slack.alive[number % len(slack.alive)])
        await asyncio.sleep(0)
    await until(lambda: set(slack.acks) >= set(names[40:]))
    for name in set(names) - set(slack.acks):
        # What was under way on the wire that broke Slack sends again, as it does after a minute.
        await slack.send(name, event(name), retry_attempt=1, retry_reason="timeout")
    await until(lambda: len(slack.acks) == 120)
    assert set(heard) == set(names)
    await until(lambda: len(slack.alive) == 2)
    assert socket.health().ok


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_an_announced_end_is_replaced_while_the_old_one_still_serves(
    slack, socket, heard, reason
):
    old = slack.alive[0]
    await old.say({"type": "disconnect", "reason": reason})
    await until(lambda: len(slack.wires) == 3)
    assert old.alive, "the new connection comes before the old one goes"
    await slack.send("E1", event("Ev1"), old)
    await slack.send("E2", event("Ev2"), slack.wires[2])
    await until(lambda: {"E1", "E2"} <= set(slack.acks))
    assert slack.acks["E1"][0] is old
    await old.ws.close()
    await until(lambda: socket.health().detail == "2 of 2 connections")
    assert sorted(heard) == ["Ev1", "Ev2"] and len(slack.wires) == 3


async def test_an_end_announced_after_hours_is_followed_by_a_new_connection_at_once(
    slack, socket, clock
):
    clock.ahead = 4 * 3600.0
    clock.pauses.clear()
    await slack.alive[0].say({"type": "disconnect", "reason": "refresh_requested"})
    await until(lambda: len(slack.wires) == 3)
    assert clock.pauses == [0.0]


@pytest.mark.parametrize("reason", ["link_disabled", "too_many_websockets"])
async def test_when_slack_turns_connections_away_it_is_not_stormed(
    slack, socket, clock, heard, reason
):
    await slack.alive[0].say({"type": "disconnect", "reason": reason})
    await until(lambda: any(pause >= 15.0 for pause in clock.pauses))
    await slack.send("E1", event("Ev1"), slack.alive[1])
    await slack.acked("E1")


async def test_both_lost_at_once_come_back_one_pause_apart(slack, socket, clock, heard):
    clock.pauses.clear()
    for wire in slack.alive:
        wire.abort()
    await until(lambda: len(slack.alive) == 2)
    first, second = clock.pauses[:2]
    assert first != second and 0.1 < first < 0.3 and 0.1 < second < 0.3


async def test_an_ack_whose_connection_is_gone_takes_the_other(app, slack, socket):
    going, gone = asyncio.Event(), asyncio.Event()

    @app.command("/campaign")
    async def listen(ack):
        going.set()
        await gone.wait()
        await ack("made it")

    asked = slack.alive[0]
    await slack.send("E1", command(), asked)
    await going.wait()
    asked.abort()
    await until(lambda: "lost" in socket.health().detail or len(slack.wires) == 3)
    gone.set()
    assert (await slack.acked("E1"))["payload"] == {"text": "made it"}
    assert slack.acks["E1"][0] is not asked


async def test_an_ack_with_no_connection_left_is_given_up(app, slack, socket, caplog):
    going, gone = asyncio.Event(), asyncio.Event()

    @app.command("/campaign")
    async def listen(ack):
        going.set()
        await gone.wait()
        await ack("too late")

    await slack.send("E1", command())
    await going.wait()
    slack.refusal = "internal_error"
    for wire in slack.alive:
        wire.abort()
    await until(lambda: "0 of 2" in socket.health().detail)
    gone.set()
    await until(lambda: "An ack was lost" in caplog.text)
    assert slack.acks == {}


async def test_slacks_pings_are_answered(slack, socket, heard):
    for wire in slack.alive:
        await wire.ws.ping()
    await slack.send("E1", event("Ev1"))
    await slack.acked("E1")
    assert socket.health().detail == "2 of 2 connections"


@pytest.mark.parametrize("answer", [{"ok": True}, {"ok": True, "url": "ws://127.0.0.1:1/link"}])
async def test_an_address_that_leads_nowhere_is_trouble_and_asked_for_again(slack, idle, answer):
    slack.answer = answer
    await idle.start()
    await until(lambda: len(slack.tokens) > 4 and idle.health().detail != "0 of 2 connections")
    assert not idle.health().ok
    slack.answer = None
    await until(lambda: idle.health().detail == "2 of 2 connections")


async def test_a_connection_that_died_silently_is_found_out(app, clients, monkeypatch):
    monkeypatch.setattr(dialer, "HEARTBEAT_SECONDS", 0.1)
    deaf = Slack(autoping=False)
    await deaf.server.start_server(shutdown_timeout=0.01)
    async with SlackClients("xoxb-x", deaf.url, clock=clients.clock) as made:
        socket = SocketMode(app, made, APP_TOKEN)
        await socket.start()
        await until(lambda: len(deaf.wires) >= 4)
        await socket.stop_intake()
    await deaf.server.close()
