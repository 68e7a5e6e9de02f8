"""A file follows its text; where nobody knows whether it did, people can have it sent again."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.people import Actor
from bot.errors import NotFound, TooLate
from bot.services.access import Access
from bot.services.files import Files
from bot.slack.ids import Act
from tests.scheduler.delivery.office import Office, Worker

LAST_STEP = "files.completeUploadExternal"


def files_in(office: Office, channel: str = "calls") -> list[str]:
    """The names of the files that people see in a channel."""
    return [file.name for one in office.slack.messages(channel) for file in one.files]


async def test_the_text_comes_first_and_the_file_after_it(office: Office, worker: Worker) -> None:
    sent = await office.put_file("The report follows.")
    await office.put("after it")
    await worker.work()
    assert office.seen() == ["The report follows."]
    await worker.work_for(4)
    assert office.seen()[0] == "The report follows."
    assert office.seen()[-1] == "after it"
    assert files_in(office) == ["report.csv"]
    assert (await office.row(sent)).state == "sent"


async def test_in_a_thread_the_file_is_in_the_thread(office: Office, worker: Worker) -> None:
    alert = await office.put("alert")
    await office.put_file("The list follows.", thread_post_id=alert)
    await worker.work_for(4)
    top = office.message(containing="alert")
    assert [bool(one.files) for one in office.slack.messages("calls", thread=top)] == [False, True]


async def test_to_one_person_it_comes_in_the_direct_messages(
    office: Office, worker: Worker
) -> None:
    ada = office.slack.workspace.user("ada").id
    await office.put_file("Just for you.", channel_id=ada)
    await worker.work_for(4)
    direct = office.slack.channel("dm", "ada").id
    assert files_in(office, direct) == ["report.csv"]
    assert office.slack.called("chat.postMessage", channel=direct)
    assert office.slack.called("files.completeUploadExternal", channel_id=direct)


async def test_nothing_is_left_on_the_disk(office: Office, worker: Worker) -> None:
    office.slack.fault("upload", "status")
    await office.put_file("The report follows.")
    await worker.work_for(10)
    assert len(office.facts.made) == 2
    assert not any(path.exists() for path in office.facts.made)


@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "upload"])
async def test_an_answer_lost_before_the_last_step_costs_nothing(
    office: Office, worker: Worker, step: str
) -> None:
    office.slack.fault(step, "drop")
    await office.put_file("The report follows.")
    await worker.work_for(10)
    assert files_in(office) == ["report.csv"]
    assert "have it sent again" not in "".join(office.seen())


@pytest.mark.parametrize("processed", [True, False])
async def test_an_answer_lost_at_the_last_step_is_said_and_never_repeated(
    office: Office, worker: Worker, processed: bool
) -> None:
    office.slack.fault(LAST_STEP, "drop", processed=processed)
    await office.put_file("The report follows.")
    await worker.work_for(60)
    assert len(files_in(office)) == (1 if processed else 0)
    [text] = [one for one in office.slack.messages("calls") if not one.files]
    assert "have it sent again" in text.text


async def test_one_that_died_while_uploading_leaves_the_same_doubt(
    office: Office, worker: Worker
) -> None:
    await office.put_file("The report follows.")
    await worker.work()
    office.pass_time(2)
    held = office.slack.fault(LAST_STEP, "hang")
    await worker.begin()
    await held.reached.wait()
    await worker.die()
    await (await office.hire()).work_for(40)
    assert "have it sent again" in office.message().text


async def test_a_long_upload_holds_up_its_own_thread_alone(office: Office, worker: Worker) -> None:
    slow = office.slack.fault("upload", "hold")
    alert = await office.put("alert")
    await office.put_file("The report follows.")
    await worker.work_for(1)
    office.pass_time(2)
    await worker.begin()
    await slow.reached.wait()
    await office.put("after the file")
    await office.put("in the thread", thread_post_id=alert)
    office.pass_time(2)
    await worker.begin()
    await office.slack.message("calls", "in the thread")
    assert "after the file" not in office.seen()
    slow.release()
    await worker.duty.finished()
    await worker.work_for(2)
    assert office.seen()[-1] == "after the file"


async def test_a_long_upload_keeps_its_lease(office: Office, worker: Worker) -> None:
    slow = office.slack.fault("upload", "hold")
    sent = await office.put_file("The report follows.")
    await worker.work()
    office.pass_time(2)
    await worker.begin()
    await slow.reached.wait()
    heir = await office.hire()
    for _ in range(4):
        before = (await office.row(sent)).lease_until
        await office.clock.someone_sleeps()
        await office.clock.advance(12)
        async with asyncio.timeout(40):
            while (await office.row(sent)).lease_until == before:
                continue
        await heir.work()
    slow.release()
    await worker.duty.finished()
    assert files_in(office) == ["report.csv"]
    assert (await office.row(sent)).doubt is None


async def test_a_file_that_cannot_be_made_is_said_too(office: Office, worker: Worker) -> None:
    await office.put_file("The report follows.", rows=None)
    await worker.work_for(5)
    assert "have it sent again" in office.message().text


async def test_without_the_scope_only_files_are_affected(office: Office, worker: Worker) -> None:
    office.slack.core.app.scopes.remove("files:write")
    await office.put_file("The report follows.")
    await office.put("after it")
    await worker.work_for(5)
    assert office.seen()[-1] == "after it"
    assert "have it sent again" in office.seen()[0]


async def test_send_again_sends_it_once_more_and_serves_once(
    office: Office, worker: Worker
) -> None:
    office.slack.fault(LAST_STEP, "drop")
    doubtful = await office.put_file("The report follows.")
    await worker.work_for(10)
    button = office.message().blocks[-1]["elements"][0]
    assert button["action_id"] == Act.FILE_AGAIN
    actor = Actor("UADA", office.channel("calls"), "request")
    files = Files(office.desk, Access(office.desk))
    await files.send_again(actor, doubtful)
    with pytest.raises(TooLate):
        await files.send_again(actor, doubtful)
    with pytest.raises(NotFound):
        await files.send_again(actor, 4711)
    await worker.work_for(10)
    assert files_in(office) == ["report.csv"]
    assert "have it sent again" not in "".join(office.seen())
