"""Files: the three steps out, dropped files in, and downloads with a token."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from simulators.slack import LocalSlack
from tests.simulators.slack.raw_app import socket_app
from tests.simulators.slack.tiny_app import client_for


async def fetch(url: str, token: str = "") -> tuple[int, str, bytes]:
    """Status, content type and body, redirects followed."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as response:
        return response.status, response.content_type, await response.read()


async def test_the_sdk_uploads_a_file_into_a_thread(slack: LocalSlack) -> None:
    parent = await slack.say("ada", "calls", "Report, please")
    answer = await client_for(slack).files_upload_v2(
        channel=slack.channel("calls").id,
        thread_ts=parent.ts,
        filename="report.csv",
        content="phone;status",
        initial_comment="Here it is",
    )
    (message,) = slack.messages("calls", thread=parent)
    assert message.text == "Here it is\n[file: report.csv]"
    info = await client_for(slack).files_info(file=answer["file"]["id"])
    assert info["file"]["size"] == 12
    status, _, content = await fetch(info["file"]["url_private"], slack.bot_token)
    assert (status, content) == (200, b"phone;status")


async def test_an_empty_file_is_refused(slack: LocalSlack) -> None:
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client_for(slack).files_getUploadURLExternal(filename="empty.csv", length=0)


async def test_a_file_has_the_announced_length(slack: LocalSlack) -> None:
    client = client_for(slack)
    step = await client.files_getUploadURLExternal(filename="a.csv", length=5)
    async with aiohttp.ClientSession() as session:
        async with session.post(step["upload_url"], data=b"four") as response:
            assert response.status == 400
        with pytest.raises(SlackApiError, match="file_not_found"):
            await client.files_completeUploadExternal(files=[{"id": step["file_id"]}])
        async with session.post(step["upload_url"], data=_form(b"fives")) as response:
            assert response.status == 200
    assert (await client.files_completeUploadExternal(files=[{"id": step["file_id"]}]))["ok"]


def _form(content: bytes) -> aiohttp.FormData:
    form = aiohttp.FormData()
    form.add_field("file", content, filename="a.csv")
    return form


@pytest.mark.parametrize(
    ("channel", "error"), [("quiet", "not_in_channel"), ("attic", "is_archived")]
)
async def test_where_a_file_cannot_go(slack: LocalSlack, channel: str, error: str) -> None:
    with pytest.raises(SlackApiError, match=error):
        await client_for(slack).files_upload_v2(
            channel=slack.channel(channel).id, filename="a.csv", content="x"
        )
    assert slack.messages(channel) == []


async def test_a_dropped_file_is_told_and_can_be_fetched(slack: LocalSlack) -> None:
    async with socket_app(slack) as app:
        dropped = await slack.drop_file("boris", "calls", ("contacts.csv", b"79123456789"))
    (frame,) = app.envelopes
    event = frame["payload"]["event"]
    assert (event["type"], event["user_id"]) == ("file_shared", slack.user("boris").id)
    info = (await client_for(slack).files_info(file=event["file_id"]))["file"]
    channel = slack.channel("calls").id
    assert info["shares"]["public"][channel][0]["ts"] == slack.messages("calls")[0].ts
    assert (info["name"], info["filetype"]) == ("contacts.csv", "csv")
    assert await fetch(dropped.url, slack.bot_token) == (
        200,
        "application/octet-stream",
        b"79123456789",
    )


async def test_without_a_token_a_download_ends_at_the_sign_in_page(slack: LocalSlack) -> None:
    dropped = await slack.drop_file("ada", "calls", ("contacts.csv", b"x"))
    status, kind, page = await fetch(dropped.url)
    assert (status, kind) == (200, "text/html")
    assert b"Sign in" in page


async def test_files_in_channels_without_the_bot_do_not_exist_for_it(slack: LocalSlack) -> None:
    async with socket_app(slack) as app:
        dropped = await slack.drop_file("ada", "quiet", ("contacts.csv", b"x"))
        assert app.envelopes == []
    with pytest.raises(SlackApiError, match="file_not_found"):
        await client_for(slack).files_info(file=dropped.id)
    assert (await fetch(dropped.url, slack.bot_token))[0] == 404


async def test_only_own_files_can_be_deleted(slack: LocalSlack) -> None:
    client = client_for(slack)
    dropped = await slack.drop_file("ada", "calls", ("contacts.csv", b"x"))
    with pytest.raises(SlackApiError, match="cant_delete_file"):
        await client.files_delete(file=dropped.id)
    own = await client.files_upload_v2(
        channel=slack.channel("calls").id, filename="a.csv", content="x"
    )
    await client.files_delete(file=own["file"]["id"])
    with pytest.raises(SlackApiError, match="file_not_found"):
        await client.files_info(file=own["file"]["id"])
