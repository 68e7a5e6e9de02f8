"""An operator adds phones, in every way that there is, and takes them back."""

from __future__ import annotations

from tests.scenarios.office import ADMIN, CHANNEL, Office

PHONES = "+1 202-555-0123, +1 202-555-0124"


async def test_typed_phones_are_previewed_confirmed_and_undone(office: Office) -> None:
    campaign = office.calls.create_campaign("Spring", lines=0)
    await office.connect("spring", campaign)
    slack = office.slack

    await slack.command(ADMIN, CHANNEL, f"/campaign add spring {PHONES}")
    preview = await slack.ephemeral(ADMIN, "would be added")
    assert "2 people" in preview.text
    await slack.click(ADMIN, "Add 2", preview)
    receipt = await slack.message(CHANNEL, "added 2 numbers")
    assert set(campaign.books.jobs) == {"12025550123", "12025550124"}

    await slack.click(ADMIN, "Undo", receipt)
    await slack.modal_with(ADMIN, "2 call jobs are canceled")
    await slack.submit(ADMIN)
    await slack.until(lambda: "2 canceled" in receipt.text)
    assert campaign.counts == {"canceled": 2}
