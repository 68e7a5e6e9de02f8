"""Where Slack's limits make a queue, whoever waits for a message is told so, and for how long."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.store import outbox
from bot.store.outbox import NewPost, Priority
from tests.scenarios.office import ADMIN, CHANNEL, Office

PHONES = "+1 202-555-0123, +1 202-555-0124"


@pytest.fixture
async def held(office: Office) -> AsyncIterator[Office]:
    """An office whose channel Slack asked to leave alone for half a minute."""
    campaign = office.calls.create_campaign("Spring", lines=0)
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    await office.slack.message(CHANNEL, "*spring*")
    limit = office.slack.fault("chat.postMessage", "ratelimited", seconds=30, times=None)
    await put(office, 1)
    await office.slack.until(lambda: limit.hits)
    office.slack.core.faults.clear()
    yield office


async def put(office: Office, count: int, place: str = "") -> None:
    """So many messages wait for the channel."""
    assert office.bot is not None
    now = datetime.now(UTC)
    async with office.bot.db.begin() as tx:
        for number in range(count):
            await outbox.put(
                tx,
                NewPost(
                    key=f"filler:{place}:{number}",
                    channel_id=place or office.slack.channel(CHANNEL).id,
                    priority=Priority.STATE,
                    body={"text": f"message {number}"},
                ),
                now,
            )
    office.bot.wakeups.notify("outbox")


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("card spring", ""),
        ("digest spring now", "The digest is on its way"),
    ],
)
async def test_a_message_for_the_channel_is_said_to_be_queued(
    held: Office, command: str, answer: str
) -> None:
    told = await held.tell(ADMIN, command, "It is queued")
    assert answer in told.text
    assert "comes in about" in told.text


async def test_a_confirmed_list_says_that_its_receipt_is_queued(held: Office) -> None:
    preview = await held.tell(ADMIN, f"add spring {PHONES}", "would be added")
    await held.slack.click(ADMIN, "Add 2", preview)
    told = await held.slack.until(lambda: "being added" in preview.text and preview.text)
    assert "It is queued, because Slack takes nothing there" in told


async def test_a_file_for_direct_messages_says_that_it_is_queued(held: Office) -> None:
    held.calls.campaigns[0].add(["12025550123"])
    await held.slack.until(lambda: held.slack.messages(CHANNEL, containing="1 open"))
    await put(held, 60, held.slack.user(ADMIN).id)
    told = await held.tell(ADMIN, "report spring file", "into your direct messages")
    assert "It is queued behind" in told.text


async def test_nobody_is_told_of_a_queue_that_is_not_there(office: Office) -> None:
    await office.connect("spring", office.calls.create_campaign("Spring", lines=0))
    await office.slack.close_all(ADMIN)
    await office.slack.message(CHANNEL, "*spring*")
    told = await office.tell(ADMIN, "digest spring now", "on its way")
    assert "queued" not in told.text
