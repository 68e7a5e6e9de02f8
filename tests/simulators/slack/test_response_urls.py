"""response_url: five uses in thirty minutes, for commands and for clicks."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from simulators.slack import LocalSlack
from tests.simulators.slack.raw_app import socket_app
from tests.simulators.slack.tiny_app import actions, button, client_for


async def url_of_a_command(slack: LocalSlack) -> AsyncWebhookClient:
    """The response_url of a command that ada has typed."""
    async with socket_app(slack) as app:
        await slack.command("ada", "calls", "/campaign")
    return AsyncWebhookClient(app.envelopes[0]["payload"]["response_url"])


async def url_of_a_click(slack: LocalSlack, *, only_for: str = "") -> AsyncWebhookClient:
    """The response_url of ada's click on a card, which may be for her eyes only."""
    channel, client = slack.channel("calls").id, client_for(slack)
    blocks = [actions(button("Pause", "pause"))]
    if only_for:
        user = slack.user(only_for).id
        await client.chat_postEphemeral(channel=channel, user=user, text="card", blocks=blocks)
    else:
        await client.chat_postMessage(channel=channel, text="card", blocks=blocks)
    async with socket_app(slack) as app:
        await slack.click("ada", "Pause")
    return AsyncWebhookClient(app.envelopes[0]["payload"]["response_url"])


async def test_an_answer_is_for_the_asker_alone_unless_said_otherwise(slack: LocalSlack) -> None:
    url = await url_of_a_command(slack)
    assert (await url.send(text="Just you")).status_code == 200
    await url.send(text="All of you", response_type="in_channel")
    assert [one.text for one in slack.ephemerals("ada")] == ["Just you"]
    assert [one.text for one in slack.messages("calls")] == ["All of you"]


async def test_five_uses(slack: LocalSlack) -> None:
    url = await url_of_a_command(slack)
    answers = [await url.send(text=str(number)) for number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1].body
    assert len(slack.ephemerals("ada")) == 5


async def test_thirty_minutes(slack: LocalSlack) -> None:
    url = await url_of_a_command(slack)
    slack.advance(30 * 60 + 1)
    late = await url.send(text="Sorry")
    assert (late.status_code, "expired_url" in late.body) == (404, True)


async def test_the_answer_to_a_command_replaces_nothing(slack: LocalSlack) -> None:
    url = await url_of_a_command(slack)
    await url.send(text="Looking …")
    await url.send(text="Two campaigns", replace_original=True)
    assert [one.text for one in slack.ephemerals("ada")] == ["Looking …", "Two campaigns"]


@pytest.mark.parametrize("only_for", ["", "ada"])
async def test_the_answer_to_a_click_replaces_and_deletes_its_message(
    slack: LocalSlack, only_for: str
) -> None:
    url = await url_of_a_click(slack, only_for=only_for)

    def visible() -> list[str]:
        found = slack.ephemerals("ada") if only_for else slack.messages("calls")
        return [one.text for one in found]

    await url.send(text="Paused", replace_original=True)
    assert visible() == ["Paused"]
    assert (await url.send(text="", delete_original=True)).status_code == 200
    assert visible() == []
    assert (await url.send(text="Again", replace_original=True)).status_code == 404


@pytest.mark.parametrize(
    ("body", "error"),
    [({"text": ""}, "no_text"), ({"blocks": [{"type": "graph"}]}, "invalid_blocks")],
)
async def test_bad_answers_are_refused(slack: LocalSlack, body: dict[str, Any], error: str) -> None:
    url = await url_of_a_command(slack)
    answer = await url.send_dict(body)
    assert (answer.status_code, error in answer.body) == (400, True)


async def test_an_unknown_url(slack: LocalSlack) -> None:
    url = AsyncWebhookClient(f"{slack.core.base}/commands/T1/2/3")
    assert (await url.send(text="Hello")).status_code == 404
