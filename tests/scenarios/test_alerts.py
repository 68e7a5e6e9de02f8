"""A channel hears what goes wrong with its campaigns, and what to do about it is at hand."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from simulators.calls_api import SimCampaign
from tests.scenarios.office import ADMIN, CHANNEL, Office
from tests.services.watching.phones import phones


@pytest.fixture
async def spring(office: Office) -> AsyncIterator[tuple[Office, SimCampaign]]:
    """An office with a campaign that dials nobody yet."""
    campaign = office.calls.create_campaign("Spring", lines=0, weights={"nonexistentNumber": 1})
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    await office.slack.message(CHANNEL, "as of")
    yield office, campaign


async def test_calls_that_fail_are_told_in_one_message_with_a_masked_list(
    spring: tuple[Office, SimCampaign],
) -> None:
    office, campaign = spring
    numbers = phones(3)
    jobs = campaign.add(numbers)
    campaign.set_lines(3)

    alert = await office.slack.message(CHANNEL, "3 call jobs: no such number")
    assert "*spring*" in alert.text
    thread = await office.slack.message(CHANNEL, "3 × no such number", thread=alert)
    for number, job in zip(numbers, jobs, strict=True):
        assert f"#{job}" in thread.text
        assert number not in alert.text + thread.text
        assert f"+7 •••-••-{number[-2:]}" in thread.text
