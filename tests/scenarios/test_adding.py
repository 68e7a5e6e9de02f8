"""An operator adds phones by command, sees what would be called, and takes them back."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from simulators.calls_api import SimCampaign
from simulators.slack.messages import Message
from tests.scenarios.office import ADMIN, CHANNEL, OPERATOR, Office

PHONES = "+1 202-555-0123, +1 202-555-0124"
BOTH = {"12025550123", "12025550124"}


@pytest.fixture
async def spring(office: Office) -> AsyncIterator[SimCampaign]:
    """A campaign that takes numbers and dials nobody."""
    campaign = office.calls.create_campaign("Spring", lines=0)
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    yield campaign


async def preview_of(office: Office, text: str = f"spring {PHONES}") -> Message:
    await office.slack.command(ADMIN, CHANNEL, f"/campaign add {text}")
    return await office.slack.ephemeral(ADMIN, "would be added")


async def test_typed_phones_are_previewed_confirmed_and_undone(
    office: Office, spring: SimCampaign
) -> None:
    slack = office.slack
    preview = await preview_of(office)
    assert "2 people" in preview.text
    assert "2025550123" not in preview.text.replace("-", "").replace(" ", "")
    assert not spring.books.jobs

    await slack.click(ADMIN, "Add 2", preview)
    receipt = await slack.message(CHANNEL, "added 2 numbers")
    assert set(spring.books.jobs) == BOTH
    assert "being added" in preview.text

    await slack.click(ADMIN, "Undo", receipt)
    await slack.modal_with(ADMIN, "2 call jobs are canceled")
    await slack.submit(ADMIN)
    await slack.until(lambda: "2 canceled" in receipt.text)
    assert spring.counts == {"canceled": 2}


async def test_a_double_click_adds_once(office: Office, spring: SimCampaign) -> None:
    slack = office.slack
    preview = await preview_of(office)
    button = slack.button(ADMIN, "Add 2", preview)
    await slack.press(ADMIN, button)
    await slack.press(ADMIN, button)
    await slack.ephemeral(ADMIN, "already confirmed by")
    await slack.message(CHANNEL, "added 2 numbers")
    assert not spring.books.added_twice()


async def test_a_click_delivered_twice_is_one_click(office: Office, spring: SimCampaign) -> None:
    slack = office.slack
    await slack.click(ADMIN, "Add 2", await preview_of(office))
    await slack.redeliver()
    await slack.message(CHANNEL, "added 2 numbers")
    assert not spring.books.added_twice()
    assert not slack.ephemerals(ADMIN, "already confirmed")


async def test_discard_forgets_the_list(office: Office, spring: SimCampaign) -> None:
    preview = await preview_of(office)
    await office.slack.click(ADMIN, "Discard", preview)
    await office.slack.until(lambda: "Nobody was added" in preview.text)
    assert not spring.books.jobs


async def test_a_viewer_is_told_whom_to_ask(office: Office, spring: SimCampaign) -> None:
    await office.slack.command(OPERATOR, CHANNEL, f"/campaign add spring {PHONES}")
    told = await office.slack.ephemeral(OPERATOR, "needs the role")
    assert "operator" in told.text


async def test_people_with_a_call_coming_are_off_until_ticked(
    office: Office, spring: SimCampaign
) -> None:
    slack = office.slack
    await slack.click(ADMIN, "Add 2", await preview_of(office))
    await slack.message(CHANNEL, "added 2 numbers")

    await slack.command(ADMIN, CHANNEL, f"/campaign add spring {PHONES}, +1 202-555-0125")
    preview = await slack.ephemeral(ADMIN, "1 person")
    assert "2 people are left out: still to be called here" in preview.text
    await slack.choose(ADMIN, "batch_add_again", ["again"], preview)
    await slack.until(lambda: "3 people" in preview.text)
    await slack.click(ADMIN, "Add 3", preview)
    await slack.message(CHANNEL, "added 3 numbers")
    assert {phone: len(ids) for phone, ids in spring.books.jobs.items()} == {
        "12025550123": 2,
        "12025550124": 2,
        "12025550125": 1,
    }


async def test_in_a_thread_a_mention_adds_and_the_receipt_stays_there(
    office: Office, spring: SimCampaign
) -> None:
    slack = office.slack
    asked = await slack.say(ADMIN, CHANNEL, f"@callboard add spring {PHONES}")
    preview = await slack.ephemeral(ADMIN, "would be added")
    await slack.click(ADMIN, "Add 2", preview)
    await slack.message(CHANNEL, "added 2 numbers", thread=asked)
    assert set(spring.books.jobs) == BOTH


async def test_in_a_direct_message_the_receipt_comes_there(
    office: Office, spring: SimCampaign
) -> None:
    slack = office.slack
    dm = slack.channel("dm", ADMIN)
    await slack.say(ADMIN, "dm", f"add spring {PHONES}")
    preview = await slack.message(dm, "would be added")
    await slack.click(ADMIN, "Add 2", preview)
    await slack.message(dm, "added 2 numbers")
    assert set(spring.books.jobs) == BOTH


async def test_batches_lists_what_was_added_with_undo(office: Office, spring: SimCampaign) -> None:
    slack = office.slack
    await slack.click(ADMIN, "Add 2", await preview_of(office))
    await slack.message(CHANNEL, "added 2 numbers")
    await slack.command(OPERATOR, CHANNEL, "/campaign batches spring")
    listed = await slack.ephemeral(OPERATOR, "added 2 numbers")
    await slack.click(OPERATOR, "Undo", listed)
    await slack.ephemeral(OPERATOR, "needs the role")
    assert spring.counts == {"planned": 2}


async def test_bad_input_is_told_with_what_and_where(office: Office, spring: SimCampaign) -> None:
    slack = office.slack
    await slack.command(ADMIN, CHANNEL, "/campaign add spring +1 202-555-0123, +44 12")
    preview = await slack.ephemeral(ADMIN, "1 bad row is left out: too short")
    await slack.click(ADMIN, "Bad rows", preview)
    await slack.ephemeral(ADMIN, "on its way to your direct messages")
    file = await slack.until(lambda: [one for one in slack.core.files.all.values() if one.complete])
    assert "too short" in file[0].content.decode("utf-8-sig")
