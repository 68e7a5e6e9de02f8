"""Who we are in Slack, and Bolt kept on our own clients."""

import logging

import pytest
from aiohttp import ServerDisconnectedError
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.slack.client import Myself, SlackClients, SlackRefused, ask_identity
from tests.slack.client.conftest import TOKEN
from tests.slack.client.web_api import drop, says

COMMAND = {"command": "/campaign", "text": "", "user_id": "U7", "team_id": "T1"}


async def test_slack_says_who_we_are_and_what_we_may(clients):
    known = await ask_identity(clients)
    assert (known.team_id, known.team, known.bot_id, known.user_id) == ("T1", "Acme", "B1", "U1")
    assert known.scopes == {"commands", "a"}


async def test_a_bad_token_is_a_refusal_without_the_token(api, clients):
    api.break_next("auth.test", says("invalid_auth"))
    with pytest.raises(SlackRefused, match="invalid_auth") as refused:
        await ask_identity(clients)
    assert TOKEN not in repr(refused.value) + repr(clients)


async def test_listeners_get_the_shared_client_and_slack_is_asked_once(
    api, clients, monkeypatch, caplog
):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    app = AsyncApp(**Myself(clients).for_bolt(), process_before_response=True)
    met = []

    @app.command("/campaign")
    async def listen(ack, client, context):
        met.append((client is clients.reading, context.bot_user_id, context.bot_token))
        await ack()

    for _ in range(3):
        request = AsyncBoltRequest(mode="socket_mode", body=dict(COMMAND))
        assert (await app.async_dispatch(request)).status == 200
    assert met == [(True, "U1", TOKEN)] * 3
    assert api.count("auth.test") == 1
    assert not [r for r in caplog.records if r.levelno >= logging.WARNING]


async def test_after_an_outage_slack_is_asked_again(api, clients):
    myself = Myself(clients)
    api.break_next("auth.test", says("invalid_auth"))
    with pytest.raises(SlackRefused):
        await myself.identity()
    assert (await myself.identity()).team_id == "T1"


async def test_a_proxy_of_the_environment_is_not_used_for_loopback(api, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    async with SlackClients(TOKEN, api.url) as made:
        assert (await ask_identity(made)).team_id == "T1"


async def test_no_token_and_no_message_is_logged_even_at_debug(api, clients, caplog):
    with caplog.at_level(logging.DEBUG):
        await clients.posting.chat_postMessage(channel="C1", text="secret words")
        api.break_next("chat.postMessage", drop)
        with pytest.raises(ServerDisconnectedError):
            await clients.posting.chat_postMessage(channel="C1", text="secret words")
    assert TOKEN not in caplog.text and "secret words" not in caplog.text
