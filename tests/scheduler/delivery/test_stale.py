"""What is not worth sending any more is dropped before it is sent, and the rest goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.engine import URL

from bot.store.schema import campaign
from tests.scheduler.delivery.office import Office, Worker
from tests.scheduler.delivery.test_unreachable import connect


@pytest.fixture
def database_url(sqlite_url: URL) -> URL:
    """What is stale is so on both engines; the store's tests ask them both."""
    return sqlite_url


async def test_a_late_message_is_dropped(office: Office, worker: Worker) -> None:
    soon = office.clock.now() + timedelta(seconds=10)
    late = await office.put("late", stale_at=soon)
    await office.put("in time")
    office.pass_time(11)
    await worker.work_for(2)
    assert office.seen() == ["in time"]
    assert (await office.row(late)).state == "dropped"


async def test_what_waits_for_a_campaign_that_is_gone_is_dropped(
    office: Office, worker: Worker
) -> None:
    spring = await connect(office, "spring", "ada", "calls")
    gone = await office.put("an alert", campaign_id=spring)
    office.pass_time(1)
    async with office.db.begin() as tx:
        await tx.execute(
            update(campaign)
            .where(campaign.c.id == spring)
            .values(disconnected_at=office.clock.now())
        )
    office.pass_time(1)
    await office.put("it was disconnected", campaign_id=spring)
    await worker.work_for(2)
    assert office.seen() == ["it was disconnected"]
    assert (await office.row(gone)).last_error == "campaign_gone"


async def test_a_renderer_that_has_nothing_to_say_drops_the_message(
    office: Office, worker: Worker
) -> None:
    muted = await office.put_figure("an alert")
    del office.facts.texts[1]
    await office.put("after it")
    await worker.work_for(2)
    assert office.seen() == ["after it"]
    assert (await office.row(muted)).state == "dropped"


async def test_the_thread_of_a_message_that_never_came_is_dropped(
    office: Office, worker: Worker
) -> None:
    alert = await office.put_figure("an alert")
    del office.facts.texts[1]
    listed = await office.put("the list", thread_post_id=alert)
    await worker.work_for(2)
    assert office.seen() == []
    assert (await office.row(listed)).last_error == "thread_gone"


async def test_hundreds_that_are_stale_do_not_delay_the_rest(
    office: Office, worker: Worker
) -> None:
    for number in range(120):
        await office.put(f"late {number}", stale_at=office.clock.now())
    await office.put("in time")
    await worker.work_for(1)
    assert office.seen() == ["in time"]
