"""An answer that was lost is looked for in Slack before anything is posted again."""

from __future__ import annotations

import pytest

from bot.store.outbox import Priority
from simulators.slack import LocalSlack
from tests.scheduler.delivery.office import Office, Worker

LOST = ["drop", "reset", "status"]


@pytest.mark.parametrize("how", LOST)
async def test_a_message_that_arrived_is_not_posted_twice(
    office: Office, worker: Worker, how: str
) -> None:
    office.slack.fault("chat.postMessage", how, processed=True)
    first = await office.put("first")
    await office.put("second")
    await worker.work()
    assert (await office.row(first)).state == "unclear"
    await worker.work_for(20)
    assert office.seen() == ["first", "second"]
    assert (await office.row(first)).message_ts == office.message(containing="first").ts


@pytest.mark.parametrize("how", LOST)
async def test_a_message_that_did_not_arrive_is_posted_again(
    office: Office, worker: Worker, how: str
) -> None:
    office.slack.fault("chat.postMessage", how)
    await office.put("first")
    await office.put("second")
    await worker.work_for(20)
    assert office.seen() == ["first", "second"]


async def test_nothing_is_looked_for_before_the_request_can_have_ended(
    office: Office, worker: Worker
) -> None:
    office.slack.fault("chat.postMessage", "drop")
    await office.put("first")
    await worker.work_for(14)
    assert office.slack.called("conversations.history") == []


async def test_a_thread_is_looked_through_too(office: Office, worker: Worker) -> None:
    alert = await office.put("alert")
    await worker.work_for(1)
    office.slack.fault("chat.postMessage", "drop", processed=True)
    await office.put("the list", thread_post_id=alert)
    await worker.work_for(20)
    assert office.seen() == ["alert", "the list"]
    assert office.slack.called("conversations.replies")


async def test_a_direct_message_is_looked_for_too(office: Office, worker: Worker) -> None:
    office.slack.fault("chat.postMessage", "drop", processed=True)
    ada = office.slack.workspace.user("ada")
    direct = await office.put("just you", channel_id=ada.id, kind="direct")
    await worker.work_for(20)
    assert [one.text for one in office.slack.messages(office.slack.channel("dm", "ada"))] == [
        "just you"
    ]
    assert (await office.row(direct)).message_channel == office.slack.channel("dm", "ada").id


async def test_where_a_person_cannot_be_looked_up_the_message_comes_again(
    office: Office, worker: Worker
) -> None:
    office.slack.fault("chat.postMessage", "drop", processed=True)
    office.slack.fault("conversations.open", "error", error="user_not_found", times=None)
    await office.put("just you", channel_id=office.slack.workspace.user("ada").id)
    await worker.work_for(20)
    once, again = office.slack.messages(office.slack.channel("dm", "ada"))
    assert once.text == "just you" and "may be here twice" in again.text


async def test_where_slack_does_not_say_who_a_person_is_it_is_asked_again(
    office: Office, worker: Worker
) -> None:
    office.slack.fault("chat.postMessage", "drop", processed=True)
    office.slack.fault("conversations.open", "status", times=3)
    await office.put("just you", channel_id=office.slack.workspace.user("ada").id)
    await worker.work_for(30)
    assert len(office.slack.messages(office.slack.channel("dm", "ada"))) == 1


async def test_a_look_that_fails_is_repeated(office: Office, worker: Worker) -> None:
    office.slack.fault("chat.postMessage", "drop", processed=True)
    office.slack.fault("conversations.history", "error", error="something_new")
    await office.put("first")
    await worker.work_for(30)
    assert office.seen() == ["first"]


class TestWithoutTheScope:
    """Where Slack does not let us look, a doubtful message comes again, and says so."""

    @pytest.fixture
    async def slack(self):
        scopes = ["chat:write", "im:write"]
        async with LocalSlack(scopes=scopes) as local:
            yield local

    async def test_it_is_marked_as_perhaps_a_repeat(self, office: Office, worker: Worker) -> None:
        office.slack.fault("chat.postMessage", "drop", processed=True)
        await office.put("first")
        await worker.work_for(20)
        once, again = office.seen()
        assert once == "first"
        assert again.startswith("first") and "may be here twice" in again

    async def test_it_is_repeated_once_only(self, office: Office, worker: Worker) -> None:
        lost = office.slack.fault("chat.postMessage", "drop", processed=True, times=None)
        first = await office.put("first")
        await worker.work_for(600)
        assert lost.hits == 2
        assert (await office.row(first)).state == "failed"

    async def test_an_edit_of_it_keeps_the_mark(self, office: Office, worker: Worker) -> None:
        office.slack.fault("chat.postMessage", "drop", processed=True)
        card = await office.put_figure("10 called")
        await worker.work_for(20)
        office.facts.texts[1] = "11 called"
        await office.show_anew(card, Priority.STATE)
        await worker.work()
        assert office.message().text.startswith("11 called")
        assert "may be here twice" in office.message().text
