"""A worker may end or sleep at any moment: nothing is lost, and nothing comes twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from simulators.slack.faults import FaultKind
from tests.scheduler.delivery.office import Office, Worker


async def die_while_sending(
    office: Office, worker: Worker, kind: FaultKind, *, processed: bool
) -> None:
    held = office.slack.fault("chat.postMessage", kind, processed=processed)
    await worker.begin()
    await held.reached.wait()
    await worker.die()


async def test_one_that_died_after_slack_took_the_message(office: Office, worker: Worker) -> None:
    await office.put("first")
    await office.put("second")
    await die_while_sending(office, worker, "hold", processed=True)
    await (await office.hire()).work_for(40)
    assert office.seen() == ["first", "second"]


async def test_one_that_died_before_slack_took_the_message(office: Office, worker: Worker) -> None:
    await office.put("first")
    await office.put("second")
    await die_while_sending(office, worker, "hang", processed=False)
    await (await office.hire()).work_for(40)
    assert office.seen() == ["first", "second"]


async def test_the_dead_ones_lease_is_respected(office: Office, worker: Worker) -> None:
    await office.put("first")
    await die_while_sending(office, worker, "hang", processed=False)
    await (await office.hire()).work_for(30)
    assert office.seen() == []


async def test_one_that_died_before_it_sent_anything(office: Office, worker: Worker) -> None:
    """Surely nothing went out, so nothing has to be looked for."""
    office.facts.slow = asyncio.Event()
    await office.put_figure("10 called")
    await worker.begin()
    await office.facts.rendering.wait()
    await worker.die()
    office.facts.slow = None
    await (await office.hire()).work_for(40)
    assert office.seen() == ["10 called"]
    assert office.slack.called("conversations.history") == []


async def test_one_that_died_while_editing(office: Office, worker: Worker) -> None:
    card = await office.put_figure("10 called")
    await worker.work()
    office.facts.texts[1] = "11 called"
    await office.show_anew(card)
    held = office.slack.fault("chat.update", "hang")
    await worker.begin()
    await held.reached.wait()
    await worker.die()
    await (await office.hire()).work_for(40)
    assert office.seen() == ["11 called"]


async def test_one_that_slept_past_its_lease_sends_nothing(office: Office, worker: Worker) -> None:
    office.facts.slow = asyncio.Event()
    await office.put_figure("10 called")
    await worker.begin()
    await office.facts.rendering.wait()
    office.pass_time(40)
    awake, office.facts.slow = office.facts.slow, None
    heir = await office.hire()
    await heir.work()
    awake.set()
    await worker.duty.finished()
    await heir.work_for(40)
    assert office.seen() == ["10 called"]


@pytest.mark.parametrize("asleep", ["process", "machine"])
async def test_one_that_slept_past_its_lease_edits_nothing(
    office: Office, worker: Worker, asleep: str
) -> None:
    """A machine that sleeps stops the clock that is never set, and finds the other one moved."""
    card = await office.put_figure("10 called")
    await worker.work()
    await office.show_anew(card)
    office.facts.slow = asyncio.Event()
    office.facts.rendering.clear()
    await worker.begin()
    await office.facts.rendering.wait()
    if asleep == "process":
        office.pass_time(40)
    else:
        office.clock.jump(office.clock.now() + timedelta(seconds=40))
    awake, office.facts.slow = office.facts.slow, None
    heir = await office.hire()
    await heir.work()
    awake.set()
    await worker.duty.finished()
    assert len(office.slack.called("chat.update")) == 1


async def test_the_late_answer_of_one_that_slept_changes_nothing(
    office: Office, worker: Worker
) -> None:
    """Slack's answer comes after another worker has already found the message."""
    held = office.slack.fault("chat.postMessage", "hold", processed=True)
    first = await office.put("first")
    await worker.begin()
    await held.reached.wait()
    office.pass_time(40)
    await (await office.hire()).work()
    settled = await office.row(first)
    held.release()
    await worker.duty.finished()
    assert settled.state == "sent"
    assert await office.row(first) == settled
    assert office.seen() == ["first"]


async def test_what_was_claimed_at_shutdown_goes_at_the_next_start(
    office: Office, worker: Worker
) -> None:
    await office.put("first")
    await worker.tasks.drain(0)
    assert not await worker.duty.step()
    await (await office.hire()).work_for(1)
    assert office.seen() == ["first"]
