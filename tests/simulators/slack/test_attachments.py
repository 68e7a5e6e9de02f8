"""Coloured attachments: their blocks are checked, read and pressed like others."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError

from simulators.slack import LocalSlack
from tests.simulators.slack.raw_app import socket_app
from tests.simulators.slack.tiny_app import actions, button, client_for, section


async def test_blocks_in_an_attachment_are_read_and_pressed(slack: LocalSlack) -> None:
    blocks = [section("*spring* is paused"), actions(button("Resume", "resume"))]
    await client_for(slack).chat_postMessage(
        channel=slack.channel("calls").id,
        text="spring",
        attachments=[{"color": "#e01e5a", "blocks": blocks}],
    )
    assert slack.messages("calls")[0].text == "spring\n*spring* is paused\n[Resume]"
    async with socket_app(slack) as app:
        await slack.click("ada", "Resume")
    assert app.envelopes[0]["payload"]["actions"][0]["action_id"] == "resume"


async def test_blocks_in_an_attachment_keep_the_limits(slack: LocalSlack) -> None:
    client, channel = client_for(slack), slack.channel("calls").id
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(
            channel=channel, text="x", attachments=[{"blocks": [section("x" * 3001)]}]
        )
    (fault,) = refused.value.response["response_metadata"]["messages"]
    assert fault.endswith("[json-pointer:/attachments/0/blocks/0/text/text]")
    with pytest.raises(SlackApiError, match="too_many_attachments"):
        await client.chat_postMessage(channel=channel, text="x", attachments=[{"text": "x"}] * 101)
