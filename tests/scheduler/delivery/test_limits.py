"""Slack's limits are kept by all workers together, and its 429 is obeyed."""

from __future__ import annotations

from collections import Counter

from bot.store.outbox import Priority
from tests.scheduler.delivery.office import Office, Worker, together


async def test_a_channel_gets_one_message_a_second(office: Office, worker: Worker) -> None:
    for number in range(4):
        await office.put(f"message {number}")
    for shown in range(1, 5):
        await worker.work()
        assert len(office.seen()) == shown
        office.pass_time(1)


async def test_two_workers_share_a_channels_second(office: Office, worker: Worker) -> None:
    other = await office.hire()
    for number in range(3):
        await office.put(f"message {number}")
    await together(worker, other)
    assert office.seen() == ["message 0"]
    office.pass_time(1)
    await together(other, worker)
    assert office.seen() == ["message 0", "message 1"]


async def test_a_long_queue_is_sent_within_every_limit(office: Office, worker: Worker) -> None:
    """Slack's own limits stand: a message a second in a channel, 50 edits a minute in all."""
    cards = [await office.put_figure(f"card {n}", n, "general") for n in range(3)]
    for number in range(12):
        await office.put(f"message {number}")
    await worker.work_for(3)
    for _ in range(10):
        for card in cards:
            await office.show_anew(card, Priority.STATE)
        await worker.work_for(1)
    assert office.refused() == []
    assert len(office.seen()) == 12
    assert len(office.slack.called("chat.update")) > 12


async def test_changes_of_state_go_before_counts(office: Office, worker: Worker) -> None:
    cards = [await office.put_figure(f"card {n}", n, "general") for n in range(8)]
    await worker.work_for(8)
    for card in cards:
        await office.show_anew(card)
    await worker.work()
    office.slack.calls.clear()
    for number in (3, 5, 7):
        office.facts.texts[number] = f"paused {number}"
        await office.show_anew(cards[number], Priority.STATE)
    await worker.work()
    edited = [call["text"] for call in office.slack.called("chat.update")]
    assert edited == ["paused 3", "paused 5", "paused 7"]


async def test_no_card_starves_another(office: Office, worker: Worker) -> None:
    cards = [await office.put_figure(f"card {n}", n, "general") for n in range(6)]
    await worker.work_for(15)
    office.slack.calls.clear()
    for _ in range(9):
        for card in cards:
            await office.show_anew(card)
        await worker.work_for(1)
    shown = Counter(call["text"] for call in office.slack.called("chat.update"))
    assert len(shown) == 6
    assert max(shown.values()) - min(shown.values()) <= 1


async def test_a_429_is_obeyed_and_nothing_is_lost(office: Office, worker: Worker) -> None:
    limited = office.slack.fault("chat.postMessage", "ratelimited", seconds=30, times=None)
    await office.put("first")
    await office.put("second")
    await worker.work_for(29)
    assert limited.hits == 1
    office.slack.core.faults.clear()
    await worker.work_for(2)
    assert office.seen() == ["first", "second"]


async def test_a_429_of_one_channel_holds_no_other_up(office: Office, worker: Worker) -> None:
    match = {"channel": office.channel("calls")}
    limited = office.slack.fault(
        "chat.postMessage", "ratelimited", seconds=30, match=match, times=None
    )
    await office.put("limited")
    for number in range(5):
        await office.put(f"quick {number}", "general")
    await worker.work_for(70)
    assert office.seen("general") == [f"quick {number}" for number in range(5)]
    assert limited.hits == 3


async def test_a_429_of_the_whole_workspace_is_asked_about_twice_only(
    office: Office, worker: Worker
) -> None:
    rooms = ["calls", "general", "secret"]
    limited = office.slack.fault("chat.postMessage", "ratelimited", seconds=30, times=None)
    for room in rooms:
        await office.put(f"in {room}", room)
        await worker.work()
    await worker.work_for(29)
    assert limited.hits == 2
    office.slack.core.faults.clear()
    await worker.work_for(5)
    assert [office.seen(room) for room in rooms] == [[f"in {room}"] for room in rooms]


async def test_a_429_of_edits_stops_edits_alone(office: Office, worker: Worker) -> None:
    card = await office.put_figure("card")
    await worker.work_for(1)
    office.slack.fault("chat.update", "ratelimited", seconds=20)
    office.facts.texts[1] = "card, newer"
    await office.show_anew(card, Priority.STATE)
    await office.put("a message")
    await worker.work_for(18)
    assert office.seen() == ["card", "a message"]
    await worker.work_for(3)
    assert office.seen() == ["card, newer", "a message"]
