"""Calls fail, the campaign is paused by itself, and a person lets it go on."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from simulators.calls_api import SimCampaign
from simulators.slack import Message
from tests.scenarios.office import ADMIN, CHANNEL, Office
from tests.scenarios.rules import set_rules
from tests.services.watching.phones import phones


@pytest.fixture
async def spring(office: Office) -> AsyncIterator[SimCampaign]:
    """A campaign that is paused above 40 % of at least ten calls."""
    campaign = office.calls.create_campaign("Spring", weights={"nonexistentNumber": 1})
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    await office.slack.message(CHANNEL, "as of")
    await set_rules(office, pause_share="40", pause_sample="10")
    yield campaign


async def paused(office: Office) -> Message:
    """What is told of it; a host that could not be reached at once is asked again after a while."""
    return await office.slack.message(CHANNEL, "was paused automatically", timeout=60)


async def test_it_shows_its_evidence_and_a_person_resumes(
    office: Office, spring: SimCampaign
) -> None:
    spring.add(phones(12))

    told = await paused(office)

    assert spring.state == "paused"
    assert "100% failed or were canceled" in told.text
    assert "The limit is 40%, out of at least 10 calls." in told.text
    assert "no such number" in told.text
    card = await office.slack.message(CHANNEL, "Paused automatically.")
    assert "A person has to resume it" in card.text

    await office.slack.click(ADMIN, "Resume", told)

    await office.slack.ephemeral(ADMIN, "is dialling again")
    await office.slack.until(lambda: "was ended by" in told.text)
    await office.slack.until(lambda: "Paused automatically" not in card.text)
    assert spring.state == "inProgress"


async def test_it_happens_once_and_then_only_with_a_new_sample(
    office: Office, spring: SimCampaign
) -> None:
    spring.add(phones(12))
    told = await paused(office)
    await office.slack.click(ADMIN, "Resume", told)
    await office.slack.until(lambda: "was ended by" in told.text)

    spring.add(phones(9, first=20))
    await office.slack.message(CHANNEL, "21 failed")
    assert spring.state == "inProgress"
    spring.add(phones(3, first=40))

    await office.slack.until(lambda: spring.state == "paused")
    assert len(office.calls.requests.of("control/pause")) == 2


async def test_resume_all_does_not_let_it_go_on(office: Office, spring: SimCampaign) -> None:
    await office.tell(ADMIN, "pause all", "is paused.")
    spring.outside("resume")
    spring.add(phones(12))
    await paused(office)

    await office.tell(ADMIN, "resume all", "nothing to resume")

    assert spring.state == "paused"
