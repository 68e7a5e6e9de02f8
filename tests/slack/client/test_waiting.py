"""Whoever has to wait is told so, and the answer takes the place of that where Slack lets it."""

import asyncio
import json

import pytest

from bot.slack import reply as replies
from bot.slack.blocks.kit import plain
from bot.slack.payloads import Origin
from bot.slack.reply import Reply, Voice
from tests.slack.client.web_api import says


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(replies, "_PATIENCE", 0.0)


def asked(**more):
    facts = {"channel_id": "C1", "thread_ts": None, "trigger_id": None, "response_url": None}
    team = {"team_id": "T1", "home_team_id": "T1", "key": "1", "is_direct": False}
    return Origin(user_id="U1", **(facts | team | more))


async def wait_for(reply, shown):
    async with reply.patience(plain("Asking the host…")):
        async with asyncio.timeout(40):
            while not shown():  # noqa: ASYNC110 - the server's books are no event.
                await asyncio.sleep(0)
    await reply.say(plain("It is paused."))


@pytest.mark.parametrize("is_command", [True, False])
async def test_the_answer_to_a_command_takes_its_place_and_no_card_is_replaced(
    api, clients, is_command
):
    where = api.at("/response/1")
    reply = Reply(Voice(clients), asked(response_url=where, is_command=is_command))
    await wait_for(reply, lambda: "response/1" in api.uploads)
    last = json.loads(api.uploads["response/1"])
    assert (last["text"], last["replace_original"]) == ("It is paused.", is_command)

    await reply.say(plain("One thing more."))
    assert json.loads(api.uploads["response/1"])["replace_original"] is False


async def test_in_a_direct_message_the_answer_takes_its_place(api, clients):
    reply = Reply(Voice(clients), asked(channel_id="D1", is_direct=True))
    await wait_for(reply, lambda: api.messages)
    assert [one["text"] for one in api.messages] == ["Asking the host…"]
    edits = [args for method, args in api.calls if method == "chat.update"]
    assert [(one["channel"], one["ts"], one["text"]) for one in edits] == [
        ("D1", api.messages[0]["ts"], "It is paused.")
    ]


async def test_where_its_place_is_gone_the_answer_comes_all_the_same(api, clients):
    api.break_next("chat.update", says("message_not_found"))
    reply = Reply(Voice(clients), asked(channel_id="D1", is_direct=True))
    await wait_for(reply, lambda: api.messages)
    assert [one["text"] for one in api.messages] == ["Asking the host…", "It is paused."]
