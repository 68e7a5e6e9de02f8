"""Comings and goings, guests, and stacks of modals that are closed at once."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError

from simulators.slack import LocalSlack, Refused
from simulators.slack.manifest import PLAIN
from tests.simulators.slack.raw_app import socket_app
from tests.simulators.slack.tiny_app import client_for, local_slack, modal, plain, text_input


async def test_a_bot_that_left_cannot_post(slack: LocalSlack) -> None:
    await slack.leave("calls")
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client_for(slack).chat_postMessage(channel=slack.channel("calls").id, text="x")
    await slack.join("calls")
    assert (await client_for(slack).chat_postMessage(channel="calls", text="x"))["ok"]
    rooms = [entry.text for entry in slack.transcript.of("room")]
    assert rooms == ["@callboard left", "@callboard joined"]


async def test_an_archived_channel_comes_back(slack: LocalSlack) -> None:
    await slack.archive("calls")
    with pytest.raises(SlackApiError, match="is_archived"):
        await client_for(slack).chat_postMessage(channel=slack.channel("calls").id, text="x")
    await slack.archive("calls", archived=False)
    assert (await client_for(slack).chat_postMessage(channel="calls", text="x"))["ok"]


async def test_a_guest_sees_only_their_channels(slack: LocalSlack) -> None:
    with pytest.raises(Refused, match="cannot type in #general"):
        await slack.command("gus", "general", "/campaign")
    async with socket_app(slack):
        assert (await slack.command("gus", "calls", "/campaign")).ok


async def test_a_person_reacts(slack: LocalSlack) -> None:
    said = await slack.say("ada", "calls", "hello")
    slack.react("boris", said, ":tada:")
    assert said.reactions == {"tada": [slack.user("boris").id]}
    assert slack.transcript.of("reaction")[0].text == "tada"


async def test_the_cross_closes_the_whole_stack(slack: LocalSlack) -> None:
    client, ada = client_for(slack), slack.user("ada")
    for title, method in (("One", client.views_open), ("Two", client.views_push)):
        view = modal(title, notify_on_close=True)
        await method(trigger_id=slack.core.triggers.new(ada), view=view)
    async with socket_app(slack) as app:
        await slack.close_all("ada")
    assert slack.modal("ada") is None
    assert app.envelopes[0]["payload"]["is_cleared"] is True


async def test_a_form_can_bring_a_response_url_for_a_channel(slack: LocalSlack) -> None:
    chooser = {
        "type": "conversations_select",
        "action_id": "value",
        "response_url_enabled": True,
        "placeholder": plain("Where"),
    }
    view = modal("Form", text_input("Channel", "where", element=chooser))
    trigger = slack.core.triggers.new(slack.user("ada"))
    await client_for(slack).views_open(trigger_id=trigger, view=view)
    async with socket_app(slack) as app:
        await slack.submit("ada", {"Channel": "#calls"})
    (given,) = app.envelopes[0]["payload"]["response_urls"]
    assert given["channel_id"] == slack.channel("calls").id
    slack.core.hooks.answer(given["response_url"].removeprefix(slack.core.base), {"text": "Hi"})
    assert slack.ephemerals("ada")[0].text == "Hi"


@pytest.mark.parametrize(
    ("channel", "event"), [("calls", "channel_archive"), ("secret", "group_archive")]
)
async def test_archiving_is_told_by_the_kind_of_the_channel(channel: str, event: str) -> None:
    manifest = {**PLAIN, "settings": {"event_subscriptions": {"bot_events": [event]}}}
    async with local_slack(manifest=manifest) as slack, socket_app(slack) as app:
        await slack.archive(channel)
        assert [frame["payload"]["event"]["type"] for frame in app.envelopes] == [event]
