"""Rate limits: 429 with Retry-After, per method and per channel."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError

from simulators.slack import LocalSlack
from tests.simulators.slack.tiny_app import client_for, local_slack


async def test_a_channel_takes_a_burst_and_then_one_post_a_second(slack: LocalSlack) -> None:
    client = client_for(slack)
    calls, general = slack.channel("calls").id, slack.channel("general").id
    for number in range(10):
        await client.chat_postMessage(channel=calls, text=str(number))
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=calls, text="one too many")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "1"
    assert (await client.chat_postMessage(channel=general, text="elsewhere"))["ok"]
    slack.advance(1)
    assert (await client.chat_postMessage(channel=calls, text="again"))["ok"]


async def test_all_edits_share_fifty_a_minute(slack: LocalSlack) -> None:
    client, channel = client_for(slack), slack.channel("calls").id
    posted = await client.chat_postMessage(channel=channel, text="card")
    for number in range(50):
        await client.chat_update(channel=channel, ts=posted["ts"], text=str(number))
    with pytest.raises(SlackApiError, match="ratelimited") as refused:
        await client.chat_update(channel=channel, ts=posted["ts"], text="late")
    slack.advance(int(refused.value.response.headers["Retry-After"]))
    assert (await client.chat_update(channel=channel, ts=posted["ts"], text="now"))["ok"]


async def test_limits_can_be_switched_off() -> None:
    async with local_slack(rate_limits=False) as slack:
        client = client_for(slack)
        for number in range(30):
            await client.chat_postMessage(channel=slack.channel("calls").id, text=str(number))
        assert len(slack.messages("calls")) == 30
