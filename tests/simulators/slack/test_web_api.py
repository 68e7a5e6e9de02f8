"""Calling the Web API: methods, tokens, scopes, and the three ways to pass arguments."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from simulators.slack import LocalSlack
from tests.simulators.slack.tiny_app import client_for


async def call(slack: LocalSlack, method: str, **request: Any) -> dict[str, Any]:
    """A call without the SDK."""
    headers = {"Authorization": f"Bearer {slack.bot_token}"} | request.pop("headers", {})
    async with (
        aiohttp.ClientSession() as session,
        session.request(
            request.pop("verb", "POST"), slack.url + method, headers=headers, **request
        ) as response,
    ):
        answer: dict[str, Any] = await response.json()
        return answer | {"headers": response.headers}


async def test_the_token_tells_who_the_app_is_and_what_it_may(slack: LocalSlack) -> None:
    answer = await client_for(slack).auth_test()
    assert answer["user"] == "callboard"
    assert answer["team_id"] == slack.workspace.team_id
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


async def test_a_method_that_slack_does_not_have_is_unknown(slack: LocalSlack) -> None:
    with pytest.raises(SlackApiError, match="unknown_method"):
        await client_for(slack).api_call("chat.postMesage")


@pytest.mark.parametrize(
    ("headers", "error"),
    [({"Authorization": ""}, "not_authed"), ({"Authorization": "Bearer xoxb-9"}, "invalid_auth")],
)
async def test_no_token_and_a_wrong_token(
    slack: LocalSlack, headers: dict[str, str], error: str
) -> None:
    answer = await call(slack, "auth.test", headers=headers)
    assert (answer["ok"], answer["error"]) == (False, error)


async def test_a_token_in_a_json_body_is_not_looked_at(slack: LocalSlack) -> None:
    body = {"token": slack.bot_token}
    answer = await call(slack, "auth.test", headers={"Authorization": ""}, json=body)
    assert answer["error"] == "not_authed"
    answer = await call(slack, "auth.test", headers={"Authorization": ""}, data=body)
    assert answer["ok"]


async def test_a_revoked_token(slack: LocalSlack) -> None:
    slack.revoke()
    with pytest.raises(SlackApiError, match="token_revoked"):
        await client_for(slack).auth_test()
    slack.revoke("")
    assert (await client_for(slack).auth_test())["ok"]


async def test_the_bot_token_opens_no_sockets_and_the_app_token_posts_nothing(
    slack: LocalSlack,
) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client_for(slack).apps_connections_open(app_token=slack.bot_token)
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client_for(slack, slack.app_token).chat_postMessage(channel="C1", text="Hi")


async def test_a_scope_that_was_not_granted_is_named(slack: LocalSlack) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client_for(slack).team_info()
    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == "team:read"
    assert "users:read" in refused.value.response["provided"]


async def test_reading_a_channel_needs_the_scope_of_its_kind(slack: LocalSlack) -> None:
    slack.settings(scopes=["channels:history"])
    client = client_for(slack)
    assert (await client.conversations_history(channel=slack.channel("calls").id))["ok"]
    with pytest.raises(SlackApiError) as refused:
        await client.conversations_history(channel=slack.channel("secret").id)
    assert refused.value.response["needed"] == "groups:history"


@pytest.mark.parametrize("how", ["json", "form", "query", "get"])
async def test_arguments_come_as_json_as_a_form_and_in_the_query(
    slack: LocalSlack, how: str
) -> None:
    ada = slack.user("ada").id
    match how:
        case "json":
            answer = await call(slack, "users.info", json={"user": ada, "include_locale": True})
        case "form":
            answer = await call(slack, "users.info", data={"user": ada, "include_locale": "1"})
        case "query":
            answer = await call(slack, f"users.info?user={ada}&include_locale=true")
        case _:
            answer = await call(
                slack, "users.info", verb="GET", params={"user": ada, "include_locale": "1"}
            )
    assert answer["user"]["locale"] == "en-GB"


@pytest.mark.parametrize(
    ("body", "content_type", "error"),
    [
        (b"{", "application/json", "invalid_json"),
        (b"[]", "application/json", "json_not_object"),
        (b"a", "text/csv", "invalid_post_type"),
    ],
)
async def test_malformed_bodies(
    slack: LocalSlack, body: bytes, content_type: str, error: str
) -> None:
    headers = {"Content-Type": content_type}
    assert (await call(slack, "api.test", data=body, headers=headers))["error"] == error


async def test_a_missing_argument_is_named(slack: LocalSlack) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client_for(slack).api_call("chat.postMessage", json={"text": "Hi"})
    assert refused.value.response["error"] == "invalid_arguments"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] missing required field: channel"
    ]


async def test_what_the_app_called_can_be_read_without_its_token(slack: LocalSlack) -> None:
    await call(slack, "auth.test", headers={"Authorization": ""}, data={"token": slack.bot_token})
    assert slack.calls[-1].method == "auth.test"
    assert slack.bot_token not in repr(slack.calls)
