"""A living message shows the newest facts with the fewest edits."""

from __future__ import annotations

from bot.store.outbox import Priority
from bot.store.schema import post
from tests.scheduler.delivery.office import Office, Worker


async def test_many_changes_are_one_edit(office: Office, worker: Worker) -> None:
    card = await office.put_figure("10 called")
    await worker.work()
    for number in range(11, 21):
        office.facts.texts[1] = f"{number} called"
        await office.show_anew(card)
    await worker.work()
    assert office.seen() == ["20 called"]
    assert len(office.slack.called("chat.update")) == 1


async def test_a_message_that_was_not_sent_yet_needs_no_edit(
    office: Office, worker: Worker
) -> None:
    card = await office.put_figure("10 called")
    office.facts.texts[1] = "11 called"
    await office.show_anew(card, Priority.STATE)
    await worker.work_for(2)
    assert office.seen() == ["11 called"]
    assert office.slack.called("chat.update") == []


async def test_what_changed_while_the_message_was_under_way_is_shown_after_it(
    office: Office, worker: Worker
) -> None:
    card = await office.put_figure("10 called")
    slow = office.slack.fault("chat.postMessage", "hold")
    await worker.begin()
    await slow.reached.wait()
    office.facts.texts[1] = "11 called"
    await office.show_anew(card)
    slow.release()
    await worker.duty.finished()
    await worker.work()
    assert office.seen() == ["11 called"]


async def test_what_changed_while_an_edit_was_under_way_is_shown_after_it(
    office: Office, worker: Worker
) -> None:
    card = await office.put_figure("10 called")
    await worker.work()
    office.facts.texts[1] = "11 called"
    await office.show_anew(card)
    slow = office.slack.fault("chat.update", "hold")
    await worker.begin()
    await slow.reached.wait()
    office.facts.texts[1] = "paused"
    await office.show_anew(card, Priority.STATE)
    slow.release()
    await worker.duty.finished()
    [edit] = await office.rows(post.c.kind == "edit")
    assert (edit.state, edit.priority) == ("queued", Priority.STATE)
    await worker.work()
    assert office.seen() == ["paused"]


async def test_an_edit_whose_answer_was_lost_is_simply_made_again(
    office: Office, worker: Worker
) -> None:
    card = await office.put_figure("10 called")
    await worker.work()
    office.slack.fault("chat.update", "drop", processed=True)
    office.facts.texts[1] = "11 called"
    await office.show_anew(card)
    await worker.work_for(3)
    assert office.seen() == ["11 called"]
    assert [row.state for row in await office.rows()] == ["sent", "sent"]


async def test_a_deleted_message_is_not_edited_again_and_again(
    office: Office, worker: Worker
) -> None:
    card = await office.put_figure("10 called")
    await worker.work()
    office.slack.core.messages.delete(office.message())
    for _ in range(3):
        await office.show_anew(card)
        await worker.work_for(2)
    assert office.refused() == ["message_not_found"]


async def test_a_card_of_a_campaign_that_is_gone_is_left_as_it_is(
    office: Office, worker: Worker
) -> None:
    card = await office.put_figure("10 called")
    await worker.work()
    await office.show_anew(card)
    del office.facts.texts[1]
    await worker.work()
    assert office.seen() == ["10 called"]
    [edit] = await office.rows(post.c.kind == "edit")
    assert edit.state == "dropped"


async def test_a_renderer_that_fails_costs_its_own_message_only(
    office: Office, worker: Worker
) -> None:
    broken = await office.put_figure("broken")
    await office.put("elsewhere", "general")
    await office.put("after it")
    await worker.work()
    assert office.seen("general") == ["elsewhere"]
    await worker.work_for(70)
    assert office.seen() == ["after it"]
    assert (await office.row(broken)).last_error == "ValueError"
