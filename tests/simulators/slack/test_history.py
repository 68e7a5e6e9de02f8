"""Reading back what was said: pages, bounds, threads, metadata."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from simulators.slack import LocalSlack
from tests.simulators.slack.tiny_app import client_for

METADATA = {"event_type": "alert", "event_payload": {"key": "k-1"}}


@pytest.fixture
def client(slack: LocalSlack) -> AsyncWebClient:
    return client_for(slack)


async def posted(slack: LocalSlack, *texts: str, **more: Any) -> list[str]:
    """The timestamps of these posts in #calls."""
    channel, client = slack.channel("calls").id, client_for(slack)
    return [
        (await client.chat_postMessage(channel=channel, text=text, **more))["ts"] for text in texts
    ]


async def test_history_is_newest_first_in_pages(slack: LocalSlack, client: AsyncWebClient) -> None:
    await posted(slack, "one", "two", "three")
    channel = slack.channel("calls").id
    first = await client.conversations_history(channel=channel, limit=2)
    assert [one["text"] for one in first["messages"]] == ["three", "two"]
    assert first["has_more"]
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=channel, limit=2, cursor=cursor)
    assert [one["text"] for one in second["messages"]] == ["one"]
    assert not second["has_more"]


async def test_history_between_two_moments(slack: LocalSlack, client: AsyncWebClient) -> None:
    one, _, three = await posted(slack, "one", "two", "three")
    bounds: dict[str, Any] = {"channel": slack.channel("calls").id, "oldest": one, "latest": three}
    between = await client.conversations_history(**bounds)
    assert [message["text"] for message in between["messages"]] == ["two"]
    whole = await client.conversations_history(**bounds, inclusive=True)
    assert len(whole["messages"]) == 3
    with pytest.raises(SlackApiError, match="invalid_ts_oldest"):
        await client.conversations_history(channel=bounds["channel"], oldest="yesterday")


async def test_replies_stand_in_the_thread_only(slack: LocalSlack, client: AsyncWebClient) -> None:
    (parent,) = await posted(slack, "one")
    await posted(slack, "a", "b", thread_ts=parent)
    channel = slack.channel("calls").id
    (top,) = (await client.conversations_history(channel=channel))["messages"]
    assert (top["text"], top["reply_count"], top["thread_ts"]) == ("one", 2, parent)
    thread = (await client.conversations_replies(channel=channel, ts=parent))["messages"]
    assert [one["text"] for one in thread] == ["one", "a", "b"]
    with pytest.raises(SlackApiError, match="thread_not_found"):
        await client.conversations_replies(channel=channel, ts="1.000001")


async def test_metadata_comes_back_when_asked_for(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    await posted(slack, "one", metadata=METADATA)
    channel = slack.channel("calls").id
    (plain,) = (await client.conversations_history(channel=channel))["messages"]
    assert "metadata" not in plain
    answer = await client.conversations_history(channel=channel, include_all_metadata=True)
    assert answer["messages"][0]["metadata"] == METADATA


async def test_an_edit_keeps_metadata_until_it_is_emptied(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    (ts,) = await posted(slack, "one", metadata=METADATA)
    channel = slack.channel("calls").id
    await client.chat_update(channel=channel, ts=ts, text="two")
    assert slack.messages("calls")[0].metadata == METADATA
    await client.chat_update(channel=channel, ts=ts, text="three", metadata={})
    assert slack.messages("calls")[0].metadata is None


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ("nonsense", "invalid_metadata_format"),
        ({"event_type": "alert"}, "invalid_metadata_schema"),
        ({"event_type": "a", "event_payload": {"k": "x" * 17_000}}, "metadata_too_large"),
    ],
)
async def test_bad_metadata(
    slack: LocalSlack, client: AsyncWebClient, metadata: Any, error: str
) -> None:
    arguments = {"channel": slack.channel("calls").id, "text": "Hi", "metadata": metadata}
    with pytest.raises(SlackApiError, match=error):
        await client.api_call("chat.postMessage", json=arguments)


async def test_a_channel_without_the_bot_cannot_be_read(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.conversations_history(channel=slack.channel("quiet").id)
