"""Lists come as files: dropped in a channel, chosen in the form, or on somebody's message."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulators.calls_api import SimCampaign
from tests.domain.contacts.workbooks import workbook
from tests.scenarios.office import ADMIN, CHANNEL, OPERATOR, Office

LIST = (
    "phone;name\n+1 202 555 0123;Anna\n+1 202 555 0124;Иван\n+1 202 555 0123;twice\n12;short\n"
).encode()
BOTH = {"12025550123", "12025550124"}
EXAMPLE = Path(__file__).parents[2] / "examples" / "contacts.xlsx"


@pytest.fixture
async def spring(office: Office) -> AsyncIterator[SimCampaign]:
    campaign = office.calls.create_campaign("Spring", lines=0)
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    yield campaign


async def test_a_dropped_list_gets_a_dry_run_in_its_thread(
    office: Office, spring: SimCampaign
) -> None:
    slack = office.slack
    await slack.drop_file(ADMIN, CHANNEL, ("list.csv", LIST))
    dropped = slack.messages(CHANNEL)[-1]
    preview = await slack.message(CHANNEL, "would be added", thread=dropped)
    assert "from list.csv" in preview.text
    assert "1 bad row is left out" in preview.text

    await slack.click(ADMIN, "Add 2", preview)
    await slack.message(CHANNEL, "added 2 numbers", thread=dropped)
    assert set(spring.books.jobs) == BOTH


async def test_the_columns_of_a_dropped_list_can_be_put_right(
    office: Office, spring: SimCampaign
) -> None:
    slack = office.slack
    data = b"home,mobile\n+12025550123,+12025550188\n"
    await slack.drop_file(ADMIN, CHANNEL, ("list.csv", data))
    preview = await slack.message(CHANNEL, "would be added")
    await slack.click(ADMIN, "Columns", preview)
    await slack.modal_with(ADMIN, "What do the columns")
    answer = await slack.submit(ADMIN, {"home": "phone number", "mobile": "phone number"})
    assert "exactly one column" in answer.errors["mobile"]
    await slack.submit(ADMIN, {"home": "phone number", "mobile": "variable for the script"})
    await slack.until(lambda: len(preview.versions) == 1)
    await slack.click(ADMIN, "Columns", preview)
    await slack.modal_with(ADMIN, "What do the columns")
    await slack.submit(ADMIN, {"mobile": "leave out"})
    await slack.until(lambda: len(preview.versions) == 2)
    assert slack.messages(CHANNEL, containing="would be added") == [preview]
    await slack.click(ADMIN, "Add 1", preview)
    await slack.message(CHANNEL, "added 1 number")
    assert set(spring.books.jobs) == {"12025550123"}


async def test_of_a_workbook_one_sheet_is_read_and_the_others_are_named(
    office: Office, spring: SimCampaign
) -> None:
    slack = office.slack
    cover, contacts = [["Spring sale"]], [["home", "mobile"], ["+12025550123", "+12025550188"]]
    data = workbook(cover, contacts, [["phone"], ["+12025550124"]])
    await slack.drop_file(ADMIN, CHANNEL, ("list.xlsx", data))
    preview = await slack.message(CHANNEL, "would be added")
    assert "Only the sheet “Sheet2” was read; 2 others with rows were not" in preview.text
    assert "“Sheet1”, “Sheet3”" in preview.text

    await slack.click(ADMIN, "Columns", preview)
    await slack.modal_with(ADMIN, "What do the columns")
    await slack.submit(ADMIN, {"home": "phone number", "mobile": "variable for the script"})
    await slack.until(lambda: len(preview.versions) == 1)
    assert "Only the sheet “Sheet2” was read" in preview.text
    await slack.click(ADMIN, "Add 1", preview)
    await slack.message(CHANNEL, "added 1 number")
    assert set(spring.books.jobs) == {"12025550123"}


async def test_a_template_can_be_had(office: Office, spring: SimCampaign) -> None:
    slack = office.slack
    await slack.drop_file(ADMIN, CHANNEL, ("list.csv", LIST))
    await slack.click(ADMIN, "Template", await slack.message(CHANNEL, "would be added"))
    names = await slack.until(
        lambda: {one.name for one in slack.core.files.all.values() if one.complete} - {"list.csv"}
    )
    assert names == {"contacts.xlsx"}


async def test_of_several_campaigns_one_is_chosen(office: Office, spring: SimCampaign) -> None:
    slack = office.slack
    autumn = office.calls.create_campaign("Autumn", lines=0)
    await office.connect("autumn", autumn)
    await slack.close_all(ADMIN)
    await slack.drop_file(ADMIN, CHANNEL, ("list.csv", LIST))
    question = await slack.message(CHANNEL, "Which campaign")
    await slack.choose(ADMIN, "campaign_pick", "autumn", question)
    await slack.click(ADMIN, "Add 2", await slack.message(CHANNEL, "would be added to *autumn*"))
    await slack.message(CHANNEL, "added 2 numbers")
    assert set(autumn.books.jobs) == BOTH
    assert not spring.books.jobs


async def test_a_channel_is_asked_in_its_own_language(office: Office, spring: SimCampaign) -> None:
    slack = office.slack
    await office.connect("autumn", office.calls.create_campaign("Autumn", lines=0))
    await slack.close_all(ADMIN)
    await slack.command(ADMIN, CHANNEL, "/campaign settings channel")
    await slack.modal_with(ADMIN, "Channel settings")
    await slack.submit(ADMIN, {"Language": "Русский"})
    await slack.drop_file(ADMIN, CHANNEL, ("list.csv", LIST))
    await slack.message(CHANNEL, "Для какой кампании")


async def test_what_is_no_list_or_nobodys_to_add_is_passed_over(
    office: Office, spring: SimCampaign
) -> None:
    slack = office.slack
    await slack.drop_file(ADMIN, CHANNEL, ("photo.png", b"\x89PNG\r\n"))
    await slack.drop_file(OPERATOR, CHANNEL, ("list.csv", LIST))
    await slack.drop_file(ADMIN, "general", ("list.csv", LIST))
    await slack.command(ADMIN, CHANNEL, "/campaign help")
    await slack.ephemeral(ADMIN)
    assert not slack.messages(CHANNEL, containing="would be added")
    assert not slack.messages("general", containing="would be added")
    assert not slack.ephemerals(OPERATOR)


async def test_a_file_that_only_calls_itself_a_list_is_told_so(
    office: Office, spring: SimCampaign
) -> None:
    await office.slack.drop_file(ADMIN, CHANNEL, ("list.csv", b"\x89PNG\r\n\0\0"))
    told = await office.slack.ephemeral(ADMIN, "is not a table")
    assert "Nothing was changed" in told.text


async def test_an_example_workbook_is_added_from_the_form(
    office: Office, spring: SimCampaign
) -> None:
    slack = office.slack
    await slack.command(ADMIN, CHANNEL, "/campaign add spring")
    await slack.modal_with(ADMIN, "Payload")
    await slack.submit(ADMIN, {"File": EXAMPLE, "Payload": "source=show"})
    preview = await slack.ephemeral(ADMIN, "from contacts.xlsx")
    assert "would be added" in preview.text


async def test_the_numbers_of_a_message_are_called(office: Office, spring: SimCampaign) -> None:
    slack = office.slack
    said = await slack.say(OPERATOR, CHANNEL, "please call +1 202-555-0123 and +1 202-555-0124")
    await slack.message_shortcut(ADMIN, "Call these numbers", said)
    await slack.modal_with(ADMIN, "Phones")
    assert slack.filled(ADMIN, "Phones")["value"].count("\n") == 1
    await slack.submit(ADMIN)
    await slack.click(ADMIN, "Add 2", await slack.ephemeral(ADMIN, "2 people"))
    await slack.message(CHANNEL, "added 2 numbers")
    assert set(spring.books.jobs) == BOTH


async def test_the_list_on_a_message_is_called(office: Office, spring: SimCampaign) -> None:
    slack = office.slack
    await slack.drop_file(OPERATOR, CHANNEL, ("list.csv", LIST))
    said = slack.messages(CHANNEL)[-1]
    await slack.message_shortcut(ADMIN, "Call these numbers", said)
    await slack.modal_with(ADMIN, "From the file list.csv")
    await slack.submit(ADMIN)
    await slack.click(ADMIN, "Add 2", await slack.ephemeral(ADMIN, "2 people"))
    await slack.message(CHANNEL, "added 2 numbers")
    assert set(spring.books.jobs) == BOTH


async def test_a_message_without_numbers_is_told_so(office: Office, spring: SimCampaign) -> None:
    said = await office.slack.say(OPERATOR, CHANNEL, "please call everybody")
    await office.slack.message_shortcut(ADMIN, "Call these numbers", said)
    await office.slack.ephemeral(ADMIN, "no phone number in that message")
