"""What people see of a batch when the host does not behave."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulators.calls_api import SimCampaign
from tests.scenarios.office import ADMIN, CHANNEL, Office, opened

PHONES = "+1 202-555-0123, +1 202-555-0124"


@pytest.fixture(params=["current", "1.10.3"])
async def old_or_new(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Office]:
    """An office whose host ignores keys, of either generation."""
    host = {"generation": request.param, "honours_keys": False}
    async with opened(tmp_path, calls=host) as made:
        yield made


async def spring_of(office: Office) -> SimCampaign:
    campaign = office.calls.create_campaign("Spring", lines=0)
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    return campaign


async def add(office: Office) -> None:
    await office.slack.command(ADMIN, CHANNEL, f"/campaign add spring {PHONES}")
    await office.slack.click(ADMIN, "Add 2", await office.slack.ephemeral(ADMIN, "would be added"))


@pytest.mark.parametrize("fault", ["drop_after_processing", "reset", "cut_json"])
async def test_a_lost_answer_ends_in_a_receipt_and_one_call_job_each(
    old_or_new: Office, fault: str
) -> None:
    office = old_or_new
    campaign = await spring_of(office)
    office.calls.fault(fault, "addPhones")
    await add(office)
    await office.slack.message(CHANNEL, "added 2 numbers")
    assert not campaign.books.added_twice()
    assert len(campaign.books.jobs) == 2


async def test_a_stopped_campaign_says_what_was_not_sent_and_goes_on_on_order(
    office: Office,
) -> None:
    campaign = await spring_of(office)
    await add_stopped(office, campaign)
    receipt = await office.slack.message(CHANNEL, "2 not sent: the campaign is finished")
    await office.slack.click(ADMIN, "Send 2", receipt)
    await office.slack.ephemeral(ADMIN, "under way")
    await office.slack.until(lambda: len(office.calls.requests.of("addPhones")) == 2)
    assert not campaign.books.jobs


async def add_stopped(office: Office, campaign: SimCampaign) -> None:
    campaign.outside("stop")
    await add(office)
