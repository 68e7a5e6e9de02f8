"""Call jobs are taken back: one at once, several after a question, and what cannot be is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulators.calls_api import SimCampaign
from tests.scenarios.office import ADMIN, CHANNEL, VIEWER, Office, opened
from tests.services.watching.phones import phones

NUMBERS = phones(4)


@pytest.fixture
async def spring(office: Office) -> AsyncIterator[tuple[Office, SimCampaign, list[str]]]:
    """A campaign that dials nobody yet, with four people added through the API."""
    campaign = office.calls.create_campaign("Spring", lines=0)
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    typed = ", ".join(f"+{number}" for number in NUMBERS)
    await office.slack.command(ADMIN, CHANNEL, f"/campaign add spring {typed}")
    preview = await office.slack.ephemeral(ADMIN, "would be added")
    await office.slack.click(ADMIN, "Add 4", preview)
    await office.slack.message(CHANNEL, "added 4 numbers")
    yield office, campaign, [campaign.books.jobs[number][0] for number in NUMBERS]


async def test_one_call_job_is_canceled_at_once(
    spring: tuple[Office, SimCampaign, list[str]],
) -> None:
    office, campaign, jobs = spring
    await office.slack.command(ADMIN, CHANNEL, f"/campaign cancel spring #{jobs[0]}")
    told = await office.slack.ephemeral(ADMIN, "is canceled")
    assert f"1 call job of *spring* is canceled: #{jobs[0]}." in told.text
    assert campaign.status_of(NUMBERS[0]) == "canceled"
    assert campaign.counts == {"canceled": 1, "planned": 3}


async def test_several_are_asked_about_first(spring: tuple[Office, SimCampaign, list[str]]) -> None:
    office, campaign, jobs = spring
    two = f"+{NUMBERS[0]}, #{jobs[1]} #123"
    await office.slack.command(ADMIN, CHANNEL, f"/campaign cancel spring {two}")
    question = await office.slack.modal_with(ADMIN, "Cancel 2 call jobs of")
    await office.slack.until(lambda: "Not in this campaign: #123." in question.text)
    assert NUMBERS[0] not in question.text
    assert campaign.counts == {"planned": 4}

    await office.slack.submit(ADMIN)

    await office.slack.modal_with(ADMIN, "2 call jobs of *spring* are canceled")
    assert campaign.counts == {"canceled": 2, "planned": 2}


async def test_a_mention_asks_with_a_button_that_serves_once(
    spring: tuple[Office, SimCampaign, list[str]],
) -> None:
    office, campaign, jobs = spring
    await office.slack.say(ADMIN, CHANNEL, f"@callboard cancel spring #{jobs[0]} #{jobs[1]}")
    question = await office.slack.ephemeral(ADMIN, "Cancel 2 call jobs of")
    assert campaign.counts == {"planned": 4}

    await office.slack.click(ADMIN, "Cancel 2 call jobs", question)

    await office.slack.until(lambda: campaign.counts == {"canceled": 2, "planned": 2})
    await office.slack.until(lambda: "are canceled" in question.text)


async def test_what_is_finished_and_what_is_unknown_is_told_apart(
    spring: tuple[Office, SimCampaign, list[str]],
) -> None:
    office, campaign, jobs = spring
    campaign.order(NUMBERS[0], "noAnswer")
    campaign.weigh(noAnswer=1)
    campaign.set_lines(4)
    await office.slack.until(lambda: campaign.counts == {"noAnswer": 4}, 20)

    await office.slack.command(ADMIN, CHANNEL, f"/campaign cancel spring #{jobs[0]} #99")

    told = await office.slack.ephemeral(ADMIN, "Nothing of *spring* was canceled.")
    assert f"Already finished: #{jobs[0]} (no answer)." in told.text
    assert "Not in this campaign: #99." in told.text


async def test_what_was_added_in_the_platform_is_refused_by_the_host(
    spring: tuple[Office, SimCampaign, list[str]],
) -> None:
    office, campaign, _ = spring
    [outside] = campaign.add(phones(1, 50))
    await office.slack.command(ADMIN, CHANNEL, f"/campaign cancel spring #{outside}")
    told = await office.slack.ephemeral(ADMIN, "Nothing of *spring* was canceled.")
    assert f"#{outside}" in told.text


async def test_a_lost_answer_is_looked_into(spring: tuple[Office, SimCampaign, list[str]]) -> None:
    office, campaign, jobs = spring
    office.calls.fault("drop_after_processing", route="callJob/cancel", times=1)
    await office.slack.command(ADMIN, CHANNEL, f"/campaign cancel spring #{jobs[0]}")
    await office.slack.ephemeral(ADMIN, "1 call job of *spring* is canceled")
    assert campaign.counts == {"canceled": 1, "planned": 3}


async def test_an_unclear_end_is_never_told_as_done(
    spring: tuple[Office, SimCampaign, list[str]],
) -> None:
    office, _, jobs = spring
    office.calls.fault("502", route="callJob/cancel", times=1)
    await office.slack.command(ADMIN, CHANNEL, f"/campaign cancel spring #{jobs[0]}")
    told = await office.slack.ephemeral(ADMIN, "is not known")
    assert f"#{jobs[0]}" in told.text


async def test_a_viewer_cancels_nothing(spring: tuple[Office, SimCampaign, list[str]]) -> None:
    office, campaign, jobs = spring
    await office.slack.command(VIEWER, CHANNEL, f"/campaign cancel spring #{jobs[0]}")
    await office.slack.ephemeral(VIEWER, "needs the role operator")
    assert campaign.counts == {"planned": 4}


async def test_cancel_is_a_button_of_a_found_person(
    spring: tuple[Office, SimCampaign, list[str]],
) -> None:
    office, campaign, _ = spring
    await office.slack.command(ADMIN, CHANNEL, f"/campaign find +{NUMBERS[2]}")
    found = await office.slack.ephemeral(ADMIN, "1 call job in 1 campaign")
    await office.slack.click(ADMIN, "Cancel", found)
    await office.slack.until(lambda: campaign.status_of(NUMBERS[2]) == "canceled")


async def test_an_alert_names_who_canceled(spring: tuple[Office, SimCampaign, list[str]]) -> None:
    office, _, jobs = spring
    await office.slack.command(ADMIN, CHANNEL, f"/campaign cancel spring #{jobs[0]}")
    told = await office.slack.message(CHANNEL, "canceled 1 call job")
    assert office.slack.user(ADMIN).id in str(told.content)


async def test_an_old_host_cancels_too(tmp_path: Path) -> None:
    async with opened(tmp_path, calls={"speed": 1000, "generation": "1.10.3"}) as office:
        campaign = office.calls.create_campaign("Spring", lines=0)
        await office.connect("spring", campaign)
        await office.slack.close_all(ADMIN)
        await office.slack.command(ADMIN, CHANNEL, f"/campaign add spring +{NUMBERS[0]}")
        preview = await office.slack.ephemeral(ADMIN, "would be added")
        await office.slack.click(ADMIN, "Add 1", preview)
        await office.slack.message(CHANNEL, "added 1 number")

        await office.slack.command(ADMIN, CHANNEL, f"/campaign cancel spring +{NUMBERS[0]}")

        await office.slack.ephemeral(ADMIN, "1 call job of *spring* is canceled")


async def test_a_question_can_be_answered_though_the_host_was_away_meanwhile(
    spring: tuple[Office, SimCampaign, list[str]],
) -> None:
    office, campaign, jobs = spring
    office.calls.fault("502", route="callJob/getReport", times=20)
    await office.slack.command(ADMIN, CHANNEL, f"/campaign cancel spring #{jobs[0]} #{jobs[1]}")
    await office.slack.ephemeral(ADMIN, "did not tell")
    office.calls.clear_faults()

    await office.slack.modal_with(ADMIN, "Cancel 2 call jobs of")
    await office.slack.submit(ADMIN)

    await office.slack.modal_with(ADMIN, "2 call jobs of *spring* are canceled")
    assert campaign.counts == {"canceled": 2, "planned": 2}
