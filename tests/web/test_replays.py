"""A recorded request is served once, and Slack's own second try is no replay."""

import asyncio
import json
from datetime import timedelta

import pytest

from bot.web.replays import Replays, Seen

COMMAND = b"command=%2Fcampaign&text=stop&user_id=U1&team_id=T1&channel_id=C1"
FORM = "application/x-www-form-urlencoded"
RETRY = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}


@pytest.fixture
def heard(app):
    commands = []

    @app.command("/campaign")
    async def listen(ack, command):
        commands.append(command["text"])
        await ack("Stopped")

    return commands


async def test_the_same_signed_request_is_served_once(slack, heard, seen):
    headers = slack.signed(COMMAND, FORM)
    assert await slack.send(COMMAND, headers) == (200, "Stopped")
    status, body = await slack.send(COMMAND, headers)
    assert status == 401 and json.loads(body) == {"error": "replayed"}
    assert heard == ["stop"] and seen["refused"] == ["replayed"]


async def test_the_same_words_signed_anew_are_a_new_request(slack, heard, clock):
    await slack.form(COMMAND)
    clock.ahead += timedelta(seconds=1)
    assert (await slack.form(COMMAND))[0] == 200
    assert heard == ["stop", "stop"]


async def test_slack_asking_again_in_the_very_same_words_is_told_that_it_is_done(slack, heard):
    headers = slack.signed(COMMAND, FORM)
    await slack.send(COMMAND, headers)
    assert await slack.send(COMMAND, {**headers, **RETRY}) == (200, "")
    assert heard == ["stop"], "nothing is done twice, whoever added that header"


async def test_a_request_that_failed_here_may_come_again(app, slack):
    tries = []

    @app.command("/campaign")
    async def listen(ack):
        tries.append(1)
        if len(tries) == 1:
            raise ValueError
        await ack("Stopped")

    headers = slack.signed(COMMAND, FORM)
    assert (await slack.send(COMMAND, headers))[0] == 500
    assert await slack.send(COMMAND, {**headers, **RETRY}) == (200, "Stopped")


async def test_a_replay_while_the_first_is_in_work_is_refused(app, slack):
    going, release = asyncio.Event(), asyncio.Event()

    @app.command("/campaign")
    async def listen(ack):
        going.set()
        await release.wait()
        await ack("Stopped")

    headers = slack.signed(COMMAND, FORM)
    first = asyncio.create_task(slack.send(COMMAND, headers))
    await going.wait()
    assert (await slack.send(COMMAND, {**headers, **RETRY}))[0] == 401
    release.set()
    assert await first == (200, "Stopped")


def test_a_signature_is_remembered_as_long_as_it_could_be_used(clock):
    replays = Replays(clock)
    assert replays.begin("v0=a") is Seen.NEVER
    replays.end("v0=a", served=True)
    clock.ahead += timedelta(seconds=599)
    assert replays.begin("v0=a") is Seen.SERVED


def test_what_is_too_old_to_be_used_is_forgotten(clock):
    replays = Replays(clock)
    for number in range(1000):
        replays.begin(f"v0={number}")
        replays.end(f"v0={number}", served=number % 2 == 0)
    clock.ahead += timedelta(seconds=601)
    replays.begin("v0=new")
    assert len(replays) == 1
