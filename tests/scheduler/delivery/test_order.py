"""Messages reach people in the order in which things happened, and one channel waits for none."""

from __future__ import annotations

from bot.store import outbox
from bot.store.outbox import NewPost, Priority
from tests.scheduler.delivery.office import Office, Worker


async def test_what_was_put_down_first_is_read_first(office: Office, worker: Worker) -> None:
    for text in ("first", "second", "third"):
        await office.put(text)
    await worker.work_for(3)
    assert office.seen() == ["first", "second", "third"]


async def test_a_pressing_message_does_not_overtake_in_its_channel(
    office: Office, worker: Worker
) -> None:
    await office.put("digest", priority=Priority.DIGEST)
    await office.put("paused", priority=Priority.STATE)
    await worker.work_for(2)
    assert office.seen() == ["digest", "paused"]


async def test_among_channels_the_pressing_goes_first(office: Office, worker: Worker) -> None:
    await office.put("digest", "general", priority=Priority.DIGEST)
    await office.put("paused", "calls", priority=Priority.STATE)
    assert await worker.duty.step()
    await worker.duty.finished()
    assert office.seen("calls") == ["paused"]
    assert office.seen("general") == []


async def test_a_message_that_must_wait_keeps_the_next_one_waiting(
    office: Office, worker: Worker
) -> None:
    office.slack.fault("chat.postMessage", "error", error="something_new", match={"text": "first"})
    await office.put("first")
    await office.put("second")
    await office.put("elsewhere", "general")
    await worker.work()
    assert office.seen("general") == ["elsewhere"]
    assert office.seen() == []
    await worker.work_for(4)
    assert office.seen() == ["first", "second"]


async def test_a_slow_answer_in_one_channel_holds_no_other_up(
    office: Office, worker: Worker
) -> None:
    slow = office.slack.fault(
        "chat.postMessage", "hold", match={"channel": office.channel("calls")}
    )
    await office.put("slow")
    await office.put("after it")
    await office.put("quick", "general")
    await worker.begin()
    await slow.reached.wait()
    await office.slack.message("general", "quick")
    office.pass_time(2)
    await worker.begin()
    assert office.slack.called("chat.postMessage", text="after it") == []
    slow.release()
    await worker.duty.finished()
    await worker.work()
    assert office.seen() == ["slow", "after it"]


async def test_a_thread_waits_for_its_first_message(office: Office, worker: Worker) -> None:
    office.slack.fault("chat.postMessage", "error", error="something_new", match={"text": "alert"})
    alert = await office.put("alert")
    await office.put("the list", thread_post_id=alert)
    await worker.work()
    assert office.seen() == []
    await worker.work_for(4)
    listed = office.message(containing="the list")
    assert listed.thread_ts == office.message(containing="alert").ts


async def test_a_thread_known_late_or_early_is_one_lane(office: Office, worker: Worker) -> None:
    alert = await office.put("alert")
    await office.put("one", thread_post_id=alert)
    await worker.work_for(1)
    await office.put("two", thread_post_id=alert)
    await office.put("three", thread_ts=office.message(containing="alert").ts)
    await worker.work_for(3)
    assert office.seen() == ["alert", "one", "two", "three"]


async def test_the_same_fact_is_told_once(office: Office, worker: Worker) -> None:
    await office.put("once", key="fact:1")
    again = NewPost("fact:1", office.channel("calls"), Priority.ALERT, body={"text": "once"})
    async with office.db.begin() as tx:
        assert await outbox.put(tx, again, office.clock.now()) is None
    await worker.work_for(2)
    assert office.seen() == ["once"]
