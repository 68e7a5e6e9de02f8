"""A bot token that Slack refuses stops the sending, loses nothing, and shows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.engine import URL

from bot.store import budgets
from tests.scheduler.delivery.office import Office, Worker


@pytest.fixture
def database_url(sqlite_url: URL) -> URL:
    """What Slack refuses is the same on both engines."""
    return sqlite_url


async def refused(office: Office) -> bool:
    async with office.db.read() as tx:
        return await budgets.token_refused(tx, office.clock.now())


async def test_nothing_is_lost_while_the_token_is_refused(office: Office, worker: Worker) -> None:
    await office.put("first")
    await office.put("second")
    await office.put("elsewhere", "general")
    office.slack.revoke()
    await worker.work_for(150)
    assert await refused(office)
    office.slack.revoke("")
    await worker.work_for(70)
    assert office.seen() == ["first", "second"]
    assert office.seen("general") == ["elsewhere"]
    assert not await refused(office)


async def test_slack_is_asked_once_a_minute_only(office: Office, worker: Worker) -> None:
    await office.put("first")
    office.slack.revoke()
    for _ in range(3):
        await worker.work_for(61)
    assert len(office.refused()) <= 4


async def test_a_refusal_of_one_place_is_none_of_the_token(office: Office, worker: Worker) -> None:
    office.slack.fault("chat.postMessage", "error", error="no_permission", match={"text": "first"})
    await office.put("first")
    await office.put("elsewhere", "general")
    await worker.work_for(2)
    assert office.seen("general") == ["elsewhere"]
    assert not await refused(office)


@pytest.mark.parametrize("processed", [True, False])
async def test_what_is_unclear_stays_unclear_while_nobody_may_look(
    office: Office, worker: Worker, processed: bool
) -> None:
    office.slack.fault("chat.postMessage", "drop", processed=processed)
    await office.put("first")
    await worker.work()
    office.slack.revoke()
    await worker.work_for(100)
    office.slack.revoke("")
    await worker.work_for(200)
    assert office.seen() == ["first"]


async def test_a_refusal_that_nothing_has_tried_since_is_forgotten(
    office: Office, worker: Worker
) -> None:
    """The token may have been mended while nothing was to be sent."""
    soon = office.clock.now() + timedelta(seconds=30)
    await office.put("first", stale_at=soon)
    office.slack.revoke()
    await worker.work_for(90)
    assert await refused(office)
    office.pass_time(60)
    assert not await refused(office)
