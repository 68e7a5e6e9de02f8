"""Events: who hears what, retries with their reasons, duplicates."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from simulators.slack import LocalSlack
from tests.simulators.slack.raw_app import http_app, socket_app
from tests.simulators.slack.tiny_app import local_slack

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Callboard"},
    "features": {"bot_user": {"display_name": "callboard"}},
    "oauth_config": {"scopes": {"bot": ["app_mentions:read", "channels:history", "chat:write"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_mention", "message.channels"]}},
}


async def test_a_mention_is_told_in_channels_that_the_bot_is_in(slack: LocalSlack) -> None:
    async with socket_app(slack) as app:
        await slack.say("ada", "calls", "@callboard status & more")
        await slack.say("ada", "calls", "nothing for you")
        await slack.say("ada", "quiet", "@callboard are you there?")
    (frame,) = app.envelopes
    event = frame["payload"]["event"]
    bot = slack.core.app.bot.id
    assert (event["type"], event["text"]) == ("app_mention", f"<@{bot}> status &amp; more")
    assert frame["payload"]["authorizations"][0]["user_id"] == bot
    assert "Invite them?" in slack.troubles("ada")[0].text


async def test_all_messages_of_a_channel_come_only_when_subscribed_and_scoped() -> None:
    async with local_slack(manifest=MANIFEST) as slack, socket_app(slack) as app:
        await slack.say("ada", "calls", "hello")
        assert app.envelopes[0]["payload"]["event"]["channel_type"] == "channel"
        slack.settings(scopes=["app_mentions:read"])
        await slack.say("ada", "calls", "hello again")
        assert len(app.envelopes) == 1


async def test_retries_come_at_once_after_one_minute_and_after_five() -> None:
    async with local_slack() as slack, http_app(slack) as app:
        app.answer = lambda request: web.Response(status=503)
        await slack.say("ada", "dm", "Hello")
        await slack.until(lambda: len(app.requests) == 2)
        for wait, count in ((59, 2), (2, 3), (298, 3), (4, 4)):
            slack.advance(wait)
            await slack.until(lambda n=count: len(app.requests) >= n)  # type: ignore[misc]
            assert len(app.requests) == count
    retries = [headers.get("X-Slack-Retry-Num") for headers, _ in app.requests]
    assert retries == [None, "1", "2", "3"]
    assert app.requests[1][0]["X-Slack-Retry-Reason"] == "http_error"
    assert len({body for _, body in app.requests}) == 1


async def test_speed_shortens_the_retries() -> None:
    async with local_slack(speed=10_000) as slack, http_app(slack) as app:
        app.answer = lambda request: web.Response(status=503)
        await slack.say("ada", "dm", "Hello")
        await slack.core.events.settle()
    assert len(app.requests) == 4


async def test_an_app_may_ask_for_no_retries(slack: LocalSlack) -> None:
    async with http_app(slack) as app:
        app.answer = lambda request: web.Response(status=500, headers={"X-Slack-No-Retry": "1"})
        await slack.say("ada", "dm", "Hello")
        await slack.core.events.settle()
    assert len(app.requests) == 1


async def test_an_event_comes_twice_on_order(slack: LocalSlack) -> None:
    async with socket_app(slack) as app:
        slack.double_events()
        await slack.say("ada", "dm", "Hello")
        await slack.say("ada", "dm", "Hello")
    ids = [frame["payload"]["event_id"] for frame in app.envelopes]
    assert len(ids) == 3
    assert ids[0] == ids[1] != ids[2]


async def test_the_same_delivery_once_more(slack: LocalSlack) -> None:
    async with socket_app(slack) as app:
        await slack.command("ada", "calls", "/campaign")
        await slack.redeliver()
    assert app.envelopes[0]["payload"] == app.envelopes[1]["payload"]


async def test_joining_leaving_and_looking_at_home(slack: LocalSlack) -> None:
    async with socket_app(slack) as app:
        await slack.join("quiet", inviter="ada")
        await slack.open_home("boris")
    events = [frame["payload"]["event"] for frame in app.envelopes]
    assert [event["type"] for event in events] == ["member_joined_channel", "app_home_opened"]
    assert events[0]["user"] == slack.core.app.bot.id
    assert events[0]["inviter"] == slack.user("ada").id
    assert (events[1]["user"], events[1]["tab"]) == (slack.user("boris").id, "home")


async def test_any_other_event_if_the_app_has_subscribed(slack: LocalSlack) -> None:
    async with socket_app(slack) as app:
        assert await slack.event("team_join", user={"id": "U1"}) is None
        assert (await slack.event("member_joined_channel", user="U1")) is not None
    assert len(app.envelopes) == 1
