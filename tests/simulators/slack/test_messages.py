"""Posting, editing, deleting, and reading back what was said."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from simulators.slack import LocalSlack
from tests.simulators.slack.tiny_app import client_for, section


@pytest.fixture
def client(slack: LocalSlack) -> AsyncWebClient:
    return client_for(slack)


async def test_a_post_is_seen_and_told_back(slack: LocalSlack, client: AsyncWebClient) -> None:
    channel = slack.channel("calls").id
    answer = await client.chat_postMessage(channel=channel, text="Hello", blocks=[section("*Hi*")])
    assert answer["channel"] == channel
    assert answer["message"]["bot_id"]
    assert answer["message"]["blocks"][0]["block_id"]
    (message,) = slack.messages("calls")
    assert (message.ts, message.text, message.fallback) == (answer["ts"], "*Hi*", "Hello")
    assert [entry.kind for entry in slack.transcript] == ["message"]


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C404", "channel_not_found"),
        ("attic", "is_archived"),
        ("quiet", "not_in_channel"),
    ],
)
async def test_where_the_bot_cannot_post(
    slack: LocalSlack, client: AsyncWebClient, channel: str, error: str
) -> None:
    known = channel if channel.startswith("C") else slack.channel(channel).id
    with pytest.raises(SlackApiError, match=error):
        await client.chat_postMessage(channel=known, text="Hello")


async def test_with_the_public_scope_the_bot_posts_without_being_in_a_channel(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    slack.settings(scopes=["chat:write", "chat:write.public"])
    assert (await client.chat_postMessage(channel="#quiet", text="Hello"))["ok"]


async def test_a_post_to_a_person_lands_in_their_direct_messages(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=slack.user("ada").id, text="Psst")
    assert [one.text for one in slack.messages(slack.channel("dm", "ada"))] == ["Psst"]


@pytest.mark.parametrize("content", [{"text": ""}, {"blocks": []}, {"text": "", "blocks": []}])
async def test_a_post_of_nothing(
    slack: LocalSlack, client: AsyncWebClient, content: dict[str, Any]
) -> None:
    arguments = {"channel": slack.channel("calls").id, **content}
    with pytest.raises(SlackApiError, match="no_text"):
        await client.api_call("chat.postMessage", json=arguments)


async def test_long_texts_are_cut_and_split(slack: LocalSlack, client: AsyncWebClient) -> None:
    channel = slack.channel("calls").id
    await client.chat_postMessage(channel=channel, text="x" * 9_000)
    assert [len(one.text) for one in slack.messages("calls")] == [4_000, 4_000, 1_000]
    answer = await client.chat_postMessage(
        channel=channel, text="x" * 50_000, blocks=[section("Hi")]
    )
    assert len(answer["message"]["text"]) == 40_000


async def test_bad_blocks_are_refused_with_a_pointer(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(
            channel=slack.channel("calls").id, text="Hi", blocks=[section("x" * 3001)]
        )
    assert refused.value.response["error"] == "invalid_blocks"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]
    assert slack.messages("calls") == []


@pytest.mark.parametrize("blocks", ["{", '{"type": "section"}', "nonsense"])
async def test_blocks_that_are_no_list(
    slack: LocalSlack, client: AsyncWebClient, blocks: str
) -> None:
    arguments = {"channel": slack.channel("calls").id, "blocks": blocks}
    with pytest.raises(SlackApiError, match="invalid_blocks_format"):
        await client.api_call("chat.postMessage", data=arguments)


async def test_too_much_in_all_blocks_together(slack: LocalSlack, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="msg_blocks_too_long"):
        await client.chat_postMessage(
            channel=slack.channel("calls").id, text="Hi", blocks=[section("x" * 2_900)] * 5
        )


async def test_an_edit_keeps_what_was_there(slack: LocalSlack, client: AsyncWebClient) -> None:
    channel = slack.channel("calls").id
    posted = await client.chat_postMessage(channel=channel, text="One", blocks=[section("One")])
    await client.chat_update(channel=channel, ts=posted["ts"], text="One", blocks=[section("Two")])
    (message,) = slack.messages("calls")
    assert (message.text, message.fallback) == ("Two", "One")
    assert [version["blocks"][0]["text"]["text"] for version in message.versions] == ["One"]


async def test_an_edit_with_text_alone_takes_the_blocks_away(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    channel = slack.channel("calls").id
    posted = await client.chat_postMessage(channel=channel, text="One", blocks=[section("One")])
    await client.chat_update(channel=channel, ts=posted["ts"], text="Done")
    (message,) = slack.messages("calls")
    assert (message.text, message.blocks) == ("Done", [])


async def test_only_own_messages_can_be_edited_and_deleted(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    said = await slack.say("ada", "calls", "Hello")
    target: dict[str, Any] = {"channel": slack.channel("calls").id, "ts": said.ts}
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await client.chat_update(**target, text="Ha")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        await client.chat_delete(**target)
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.chat_update(channel=target["channel"], ts="1.000001", text="Ha")


async def test_an_edit_may_not_be_long_nor_in_an_archived_channel(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    channel = slack.channel("calls").id
    posted = await client.chat_postMessage(channel=channel, text="One")
    with pytest.raises(SlackApiError, match="msg_too_long"):
        await client.chat_update(channel=channel, ts=posted["ts"], text="x" * 4_001)
    await slack.archive("calls")
    with pytest.raises(SlackApiError, match="is_inactive"):
        await client.chat_update(channel=channel, ts=posted["ts"], text="Two")


async def test_a_deleted_message_is_gone(slack: LocalSlack, client: AsyncWebClient) -> None:
    channel = slack.channel("calls").id
    posted = await client.chat_postMessage(channel=channel, text="One")
    await client.chat_delete(channel=channel, ts=posted["ts"])
    assert slack.messages("calls") == []
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.chat_getPermalink(channel=channel, message_ts=posted["ts"])


async def test_an_ephemeral_message_is_for_one_person_in_the_channel(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    channel = slack.channel("calls").id
    await client.chat_postEphemeral(channel=channel, user=slack.user("ada").id, text="Psst")
    assert [one.text for one in slack.ephemerals("ada")] == ["Psst"]
    assert slack.ephemerals("boris") == []
    assert slack.messages("calls") == []
    with pytest.raises(SlackApiError, match="user_not_in_channel"):
        await client.chat_postEphemeral(channel=channel, user=slack.user("stella").id, text="Hm")


async def test_an_ephemeral_message_is_not_shown_in_a_thread_that_has_not_begun(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    channel, ada = slack.channel("calls").id, slack.user("ada").id
    ts = (await client.chat_postMessage(channel=channel, text="One"))["ts"]
    whisper = {"channel": channel, "user": ada, "thread_ts": ts}
    assert (await client.chat_postEphemeral(**whisper, text="Too early"))["message_ts"]
    assert slack.ephemerals("ada") == []
    await client.chat_postMessage(channel=channel, thread_ts=ts, text="Two")
    await client.chat_postEphemeral(**whisper, text="Psst")
    assert [one.text for one in slack.ephemerals("ada")] == ["Psst"]


async def test_a_link_to_a_message_in_a_thread(slack: LocalSlack, client: AsyncWebClient) -> None:
    channel = slack.channel("calls").id
    parent = await client.chat_postMessage(channel=channel, text="One")
    reply = await client.chat_postMessage(channel=channel, text="Two", thread_ts=parent["ts"])
    link = await client.chat_getPermalink(channel=channel, message_ts=reply["ts"])
    assert f"thread_ts={parent['ts']}" in link["permalink"]


async def test_whom_a_message_notifies(slack: LocalSlack, client: AsyncWebClient) -> None:
    channel = slack.channel("calls").id
    await client.chat_postMessage(channel=channel, text="<!channel> and &lt;!here&gt;")
    await client.chat_postMessage(channel=channel, text="Hi", blocks=[section("<@U1> &amp;")])
    loud, quiet = slack.messages("calls")
    assert (loud.pings, quiet.pings) == (["!channel"], ["@U1"])


async def test_reactions_need_their_scope(slack: LocalSlack, client: AsyncWebClient) -> None:
    channel = slack.channel("calls").id
    posted = await client.chat_postMessage(channel=channel, text="One")
    target = {"channel": channel, "timestamp": posted["ts"], "name": "tada"}
    with pytest.raises(SlackApiError, match="missing_scope"):
        await client.reactions_add(**target)
    slack.settings(scopes=["reactions:write"])
    await client.reactions_add(**target)
    assert slack.messages("calls")[0].reactions == {"tada": [slack.core.app.bot.id]}
    with pytest.raises(SlackApiError, match="already_reacted"):
        await client.reactions_add(**target)
