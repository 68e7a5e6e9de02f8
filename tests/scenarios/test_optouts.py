"""People who are never to be called again, and people who are to be forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.store.schema import batch_row, call_job, optout
from simulators.calls_api import SimCampaign
from simulators.slack import Message
from tests.scenarios.office import ADMIN, CHANNEL, Office

ANNA, BELLA, CLARA = "12025550123", "12025550124", "12025550125"
TYPED = {ANNA: "+1 202-555-0123", BELLA: "+1 202-555-0124", CLARA: "+1 (202) 555-0125"}


@pytest.fixture
async def spring(office: Office) -> AsyncIterator[Office]:
    """An office with a campaign whose lines dial nobody."""
    await office.connect("spring", office.calls.create_campaign("Spring", lines=0))
    await office.slack.close_all(ADMIN)
    yield office


def campaign_of(office: Office, number: int = 0) -> SimCampaign:
    return office.calls.campaigns[number]


async def tell(office: Office, text: str, answer: str, who: str = ADMIN) -> Message:
    """Type a command and wait for what it answers."""
    await office.slack.command(who, CHANNEL, f"/campaign {text}")
    return await office.slack.ephemeral(who, answer)


async def add(office: Office, name: str, *phones: str) -> None:
    typed = ", ".join(TYPED[phone] for phone in phones)
    preview = await tell(office, f"add {name} {typed}", "would be added")
    await office.slack.click(ADMIN, f"Add {len(phones)}", preview)
    await office.slack.message(CHANNEL, f"added {len(phones)} number")


async def test_what_is_queued_is_canceled_in_every_campaign(spring: Office) -> None:
    await spring.connect("autumn", spring.calls.create_campaign("Autumn", lines=0))
    await spring.slack.close_all(ADMIN)
    await add(spring, "spring", ANNA, BELLA)
    await add(spring, "autumn", ANNA)

    told = await tell(spring, f"optout {TYPED[ANNA]}", "will never be called again")

    assert "2 call jobs were canceled" in told.text
    assert campaign_of(spring, 0).status_of(ANNA) == "canceled"
    assert campaign_of(spring, 1).status_of(ANNA) == "canceled"
    assert campaign_of(spring, 0).status_of(BELLA) == "planned"


async def test_nobody_who_opted_out_is_ever_added(spring: Office) -> None:
    await tell(spring, f"optout {TYPED[ANNA]}, {TYPED[CLARA]}", "2 numbers will never be called")

    preview = await tell(
        spring, f"add spring {TYPED[ANNA]}, {TYPED[BELLA]}, {TYPED[CLARA]}", "would be added"
    )
    assert "2 people are left out: never to be called" in preview.text
    await spring.slack.click(ADMIN, "Add 1", preview)
    await spring.slack.message(CHANNEL, "added 1 number")

    assert set(campaign_of(spring).books.jobs) == {BELLA}


async def test_an_optout_holds_against_a_preview_that_was_made_before(spring: Office) -> None:
    preview = await tell(spring, f"add spring {TYPED[ANNA]}, {TYPED[BELLA]}", "would be added")

    told = await tell(spring, f"optout {TYPED[ANNA]}", "will never be called again")
    assert "1 row of a list will not be sent" in told.text
    await spring.slack.click(ADMIN, "Add 2", preview)

    await spring.slack.until(lambda: "1 person" in preview.text)
    await spring.slack.click(ADMIN, "Add 1", preview)
    await spring.slack.message(CHANNEL, "added 1 number")
    assert set(campaign_of(spring).books.jobs) == {BELLA}


async def test_an_optout_holds_against_a_batch_that_was_confirmed_and_not_sent(
    spring: Office,
) -> None:
    campaign = campaign_of(spring)
    await spring.calls.refuse()
    preview = await tell(spring, f"add spring {TYPED[ANNA]}, {TYPED[BELLA]}", "would be added")
    await spring.slack.click(ADMIN, "Add 2", preview)
    await spring.slack.ephemeral(ADMIN, "2 people")

    await tell(spring, f"optout {TYPED[ANNA]}", "will never be called again")
    await spring.calls.accept()

    await spring.slack.until(lambda: set(campaign.books.jobs) == {BELLA})


async def test_what_could_not_be_canceled_is_shown_and_tried_again(spring: Office) -> None:
    await add(spring, "spring", ANNA)
    spring.calls.fault("403", route="callJob/cancel", times=1)

    told = await tell(spring, f"optout {TYPED[ANNA]}", "could not be canceled")
    assert "1 call job of spring" in told.text
    again = await tell(spring, f"optout {TYPED[ANNA]}", "1 was already")

    assert "1 call job was canceled" in again.text
    assert campaign_of(spring).status_of(ANNA) == "canceled"


async def test_a_list_is_uploaded_and_its_bad_rows_are_named(spring: Office) -> None:
    await spring.slack.command(ADMIN, CHANNEL, "/campaign optout")
    await spring.slack.modal_with(ADMIN, "Only a hash of each number is kept")
    rows = f"phone,allowedDays\n{TYPED[ANNA]},someday\n{TYPED[BELLA]},\nnobody,\n"

    await spring.slack.submit(ADMIN, {"File": ("gone.csv", rows.encode())})

    told = await spring.slack.modal_with(ADMIN, "2 numbers will never be called again")
    assert "not understood: 1, not a phone number" in told.text


async def test_an_optout_is_taken_back(spring: Office) -> None:
    await tell(spring, f"optout {TYPED[ANNA]}", "will never be called again")

    await tell(spring, f"optout remove {TYPED[ANNA]}", "1 number may be called again")

    await add(spring, "spring", ANNA)


async def test_an_operator_of_one_campaign_may_opt_out_and_not_back_in(spring: Office) -> None:
    await tell(spring, "access grant @carol operator spring", "now.")

    await tell(spring, f"optout {TYPED[ANNA]}", "will never be called again", who="carol")
    await tell(spring, f"optout remove {TYPED[ANNA]}", "needs the role operator", who="carol")
    await tell(spring, f"optout {TYPED[ANNA]}", "needs the role operator", who="gus")


def assert_only_bella_lies_on_disk(folder: Path) -> None:
    files = {path: path.read_bytes() for path in folder.glob("callboard.db*")}
    assert not [path for path, content in files.items() if ANNA.encode() in content]
    assert BELLA.encode() in files[folder / "callboard.db"]


async def test_a_person_is_forgotten_and_the_optout_stays(spring: Office, tmp_path: Path) -> None:
    await add(spring, "spring", ANNA, BELLA)
    await tell(spring, f"add spring {TYPED[ANNA]}", "Nobody would be added")
    await tell(spring, f"optout {TYPED[ANNA]}", "will never be called again")

    told = await tell(spring, f"forget {TYPED[ANNA]}", "Erased here")

    assert "1 call job and 2 rows of lists" in told.text
    assert "The opt-out stays" in told.text
    assert spring.bot is not None
    async with spring.bot.db.read() as tx:
        phones = {*(await tx.scalars(select(call_job.c.phone))).all()}
        rows = {*(await tx.scalars(select(batch_row.c.phone))).all()}
        kept = await tx.scalar(select(func.count()).select_from(optout))
    assert BELLA in phones & rows
    assert ANNA not in phones | rows
    assert kept == 1
    assert_only_bella_lies_on_disk(tmp_path)


async def test_forgetting_is_for_admins_and_cancels_what_is_queued(spring: Office) -> None:
    await add(spring, "spring", ANNA)

    await tell(spring, f"forget {TYPED[ANNA]}", "forget needs the role admin", who="carol")
    assert campaign_of(spring).status_of(ANNA) == "planned"
    told = await tell(spring, f"forget {TYPED[ANNA]}", "Erased here")

    assert "1 call job was canceled" in told.text
    assert campaign_of(spring).status_of(ANNA) == "canceled"
