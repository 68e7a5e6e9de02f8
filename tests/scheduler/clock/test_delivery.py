"""Messages reach Slack once each, and soon, however our clock is set."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.store import budgets
from tests.scheduler.clock.conftest import HOUR, Watch
from tests.scheduler.delivery.office import Office, Worker


def set_ours(office: Office, by: timedelta) -> None:
    """Our machine's clock is set; Slack's is not."""
    office.clock.jump(office.clock.now() + by)


async def minutes(office: Office, worker: Worker, look_at_clock: Watch, number: int) -> None:
    """Let the time go by, with the duty of the clock at work."""
    for _ in range(2 * number):
        await look_at_clock(office.desk)
        await worker.work_for(30)


@pytest.mark.parametrize("back", [HOUR / 12, HOUR, 100 * HOUR])
async def test_a_message_that_waits_goes_out_within_a_minute(
    office: Office, worker: Worker, look_at_clock: Watch, back: timedelta
) -> None:
    await office.put("first")
    await worker.work()
    await office.put("second")
    set_ours(office, -back)
    await worker.work_for(30)
    assert office.seen() == ["first"]

    await minutes(office, worker, look_at_clock, 1)
    await office.put("third")
    await minutes(office, worker, look_at_clock, 1)

    assert office.seen() == ["first", "second", "third"]
    assert len(office.slack.called("chat.postMessage")) == 3


@pytest.mark.parametrize("processed", [True, False])
@pytest.mark.parametrize("by", [-HOUR, HOUR])
async def test_a_message_of_unknown_fate_is_there_once_in_the_end(
    office: Office, worker: Worker, look_at_clock: Watch, by: timedelta, processed: bool
) -> None:
    office.slack.fault("chat.postMessage", "drop", processed=processed)
    await office.put("first")
    await office.put("second")
    await worker.work()
    set_ours(office, by)

    await minutes(office, worker, look_at_clock, 3)

    assert office.seen() == ["first", "second"]


async def test_a_clock_that_is_ahead_finds_what_slack_has(office: Office, worker: Worker) -> None:
    """By our clock the message was there before we sent it."""
    set_ours(office, HOUR)
    office.slack.fault("chat.postMessage", "drop", processed=True)
    await office.put("first")
    await office.put("second")

    await worker.work_for(60)

    assert office.seen() == ["first", "second"]


async def test_a_message_that_a_dead_worker_held_is_there_once_in_the_end(
    office: Office, worker: Worker, look_at_clock: Watch
) -> None:
    held = office.slack.fault("chat.postMessage", "hold", match={"text": "first"})
    await office.put("first")
    await office.put("second")
    dead = await office.hire()
    await dead.begin()
    await held.reached.wait()
    await dead.die()
    held.release()
    set_ours(office, -HOUR)

    await minutes(office, worker, look_at_clock, 3)

    assert office.seen() == ["first", "second"]


async def test_what_is_on_its_way_is_not_repeated_when_the_clock_is_set_forward(
    office: Office, worker: Worker
) -> None:
    """Its lease is over by the clock, yet the worker that holds it lives."""
    held = office.slack.fault("chat.postMessage", "hold")
    await office.put("only")
    await worker.begin()
    await held.reached.wait()
    set_ours(office, HOUR)
    other = await office.hire()
    await other.work_for(1)
    held.release()
    async with asyncio.timeout(5):
        await worker.duty.finished()

    await other.work_for(120)

    assert office.seen() == ["only"]
    assert len(office.slack.called("chat.postMessage")) == 1
    await other.die()


async def test_what_slack_asks_for_is_no_wrong_clock(
    office: Office, worker: Worker, look_at_clock: Watch
) -> None:
    office.slack.fault("chat.postMessage", "ratelimited", seconds=600)
    await office.put("first")
    await worker.work()

    assert await look_at_clock(office.desk) == 0
    async with office.db.read() as tx:
        rows = await budgets.read(tx, [budgets.of_channel(office.channel("calls"))])
    assert office.seconds_until(max(rows.values())) > 500


async def test_an_hour_forward_sends_no_more_than_slack_takes(
    office: Office, worker: Worker
) -> None:
    for number in range(5):
        await office.put(f"n{number}")
    await worker.work()
    set_ours(office, HOUR)
    await worker.work()

    assert len(office.seen()) <= 2
    await worker.work_for(10)
    assert office.seen() == [f"n{number}" for number in range(5)]
    assert office.refused() == []
