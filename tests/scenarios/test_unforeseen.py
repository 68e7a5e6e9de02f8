"""What nobody foresaw: people are told an id that the log has too, and nothing secret is in it."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from io import StringIO
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import text

from tests.scenarios.office import ADMIN, CHANNEL, Office


@pytest.fixture
async def logged(log: StringIO, spring: Office) -> AsyncIterator[Office]:
    """An office whose log is read."""
    yield spring


def lines(log: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


async def lose(office: Office, table: str) -> None:
    """Something happens to the database that no code reckons with."""
    assert office.bot is not None
    async with office.bot.db.begin() as tx:
        await tx.execute(text(f"ALTER TABLE {table} RENAME TO {table}_lost"))


def id_in(told: str) -> str:
    found = re.search(r"\(id (\w+)\)", told)
    assert found, told
    return found[1]


async def test_a_command_that_broke_gives_an_id_that_the_log_has(
    logged: Office, log: StringIO
) -> None:
    await lose(logged, "call_job")

    told = await logged.tell(ADMIN, "status spring", "Something went wrong that nobody foresaw")

    request = id_in(told.text)
    mine = [one for one in lines(log) if one.get("request_id") == request]
    assert any(one["event"] == "unforeseen" and "exception" in one for one in mine)


async def test_a_request_that_cannot_even_be_taken_is_told_too(
    logged: Office, log: StringIO
) -> None:
    await lose(logged, "seen")

    told = await logged.tell(ADMIN, "status spring", "Something went wrong that nobody foresaw")

    assert id_in(told.text) in log.getvalue()


async def test_a_form_that_broke_is_told_in_its_place(logged: Office, log: StringIO) -> None:
    await logged.slack.command(ADMIN, CHANNEL, "/campaign settings spring")
    await logged.slack.modal_with(ADMIN, "Campaign settings")
    await lose(logged, "campaign_channel")

    await logged.slack.submit(ADMIN, {"Channels": ["general"]})

    told = await logged.slack.modal_with(ADMIN, "Something went wrong that nobody foresaw")
    assert id_in(told.text) in log.getvalue()


async def test_the_log_holds_no_token_and_no_number(logged: Office, log: StringIO) -> None:
    campaign = logged.calls.campaigns[0]
    number = "+1 202-555-0123"
    await logged.tell(ADMIN, f"add spring {number}", "would be added")
    logged.calls.fault("500", route="control/pause")
    await logged.tell(ADMIN, "pause spring", "was lost")
    await logged.tell(ADMIN, f"statsu {number} {campaign.token}", "")
    await lose(logged, "call_job")
    await logged.tell(ADMIN, "status spring", "nobody foresaw")

    written = log.getvalue()

    assert written
    for secret in (
        campaign.token,
        "2025550123",
        "202-555-0123",
        logged.slack.bot_token,
        logged.slack.app_token,
    ):
        assert secret not in written


async def test_an_answer_that_slack_refuses_ends_in_the_log_only(
    logged: Office, log: StringIO
) -> None:
    logged.slack.fault("response_url", "status", status=404, times=2)

    await logged.slack.command(ADMIN, CHANNEL, "/campaign status spring")

    await logged.slack.until(lambda: "task_failed" in log.getvalue())
    await logged.tell(ADMIN, "status spring", "in progress")


async def test_a_listener_that_breaks_before_its_work_is_acked_and_logged(
    logged: Office, log: StringIO
) -> None:
    """Slack would deliver it again for an hour."""
    payload = {"type": "block_actions", "user": {"id": logged.slack.user(ADMIN).id}}
    action = {"type": "button", "action_id": "pause", "block_id": "b"}

    ack = await logged.slack.interact(
        payload | {"actions": [action], "trigger_id": "1.2.3", "container": "nonsense"}
    )

    assert ack.ok
    await logged.slack.until(lambda: "failed" in log.getvalue())


async def test_a_button_of_another_version_is_answered(logged: Office, log: StringIO) -> None:
    button = {"type": "button", "action_id": "gone", "text": {"type": "plain_text", "text": "Gone"}}
    client = AsyncWebClient(token=logged.slack.bot_token, base_url=logged.slack.url)
    channel = logged.slack.channel(CHANNEL).id
    blocks = [{"type": "actions", "elements": [button]}]
    await client.chat_postMessage(channel=channel, text="A card of old", blocks=blocks)

    await logged.slack.click(ADMIN, "Gone", await logged.slack.message(CHANNEL, "Gone"))

    told = await logged.slack.ephemeral(ADMIN, "belongs to another version")
    assert "`/campaign help`" in told.text
    assert all(one.ack is not None and one.ack.ok for one in logged.slack.deliveries)
    assert [one["kind"] for one in lines(log) if one["event"] == "unhandled_request"] == [
        "block_actions"
    ]


async def test_a_list_that_could_not_be_stored_is_told_so_and_not_taken_in_silence(
    logged: Office, log: StringIO
) -> None:
    preview = await logged.tell(ADMIN, "add spring +12025550123", "would be added")
    await lose(logged, "chunk")

    await logged.slack.click(ADMIN, "Add 1", preview)

    told = await logged.slack.ephemeral(ADMIN, "Something went wrong that nobody foresaw")
    request = id_in(told.text)
    assert any(
        one["event"] == "unforeseen" for one in lines(log) if one.get("request_id") == request
    )
