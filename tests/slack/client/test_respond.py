"""Answers by response_url: what Slack says to them is looked at."""

import json

import pytest

from bot.slack.client import Responder, SlackRefused, SlackSilent
from tests.slack.client.web_api import hang, says, text


@pytest.fixture
def responder(clients):
    return Responder(clients)


async def test_an_answer_reaches_the_asker_alone_and_without_the_token(api, responder):
    await responder.respond(api.at("/response/1"), "Paused", thread_ts="1.2")
    sent = json.loads(api.uploads["response/1"])
    assert sent["text"] == "Paused" and sent["response_type"] == "ephemeral"
    assert sent["thread_ts"] == "1.2" and "blocks" not in sent
    assert api.authorizations == [""]


async def test_an_answer_may_replace_the_message_or_take_it_away(api, responder):
    await responder.respond(
        api.at("/response/1"), "Done", blocks=[], replace_original=True, in_channel=True
    )
    sent = json.loads(api.uploads["response/1"])
    assert sent["replace_original"] is True and sent["blocks"] == []
    assert sent["response_type"] == "in_channel"
    await responder.delete_original(api.at("/response/2"))
    assert json.loads(api.uploads["response/2"]) == {"delete_original": True}


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (says("used_url", status=404), "used_url"),
        (text("no such url", status=404), "http_404"),
        (says("invalid_blocks"), "invalid_blocks"),
        (says("ratelimited", status=429), "ratelimited"),
    ],
)
async def test_a_refusal_is_seen(api, responder, answer, word):
    api.routes["response/1"] = answer
    with pytest.raises(SlackRefused) as refused:
        await responder.respond(api.at("/response/1"), "Paused")
    assert refused.value.error == word


async def test_a_failing_slack_is_seen(api, responder, seen_calls):
    api.routes["response/1"] = text("", status=500)
    with pytest.raises(SlackSilent, match="http_500"):
        await responder.respond(api.at("/response/1"), "Paused")
    assert [call[:2] for call in seen_calls] == [("response_url", "http_500")]


async def test_a_lost_answer_is_seen(api, hasty, seen_calls):
    api.routes["response/1"] = hang
    with pytest.raises(SlackSilent, match="timeout"):
        await Responder(hasty).respond(api.at("/response/1"), "Paused")
    assert [call[:2] for call in seen_calls] == [("response_url", "timeout")]


@pytest.mark.parametrize("url", ["http://10.0.0.1/steal", "https://evil.example/hooks.slack.com"])
async def test_a_forged_address_gets_nothing(responder, url):
    with pytest.raises(SlackRefused, match="foreign_host"):
        await responder.respond(url, "Paused")
