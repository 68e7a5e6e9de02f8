"""The form for adding: errors beside their fields, the call policy, and where the preview goes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from bot.store.schema import batch_row
from simulators.calls_api import SimCampaign
from tests.scenarios.office import ADMIN, CHANNEL, Office

PHONES = "+1 202-555-0123\n+1 202-555-0124"


@pytest.fixture
async def form(office: Office) -> AsyncIterator[SimCampaign]:
    """The form is open."""
    campaign = office.calls.create_campaign("Spring", lines=0)
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    await office.slack.command(ADMIN, CHANNEL, "/campaign add")
    await office.slack.modal_with(ADMIN, "Payload")
    yield campaign


async def test_numbers_payload_and_policy_go_to_the_host(office: Office, form: SimCampaign) -> None:
    slack = office.slack
    filled = {
        "Phones": PHONES,
        "Payload": '{"name": "Anna", "age": 30}',
        "maxAttempts": "3",
        "allowedTime": "09:00-18:00",
        "gmtZone": "+03:00",
    }
    await slack.submit(ADMIN, filled)
    preview = await slack.ephemeral(ADMIN, "2 people")
    assert "maxAttempts 3" in preview.text
    await slack.click(ADMIN, "Add 2", preview)
    await slack.message(CHANNEL, "added 2 numbers")
    assert office.bot is not None
    async with office.bot.db.read() as tx:
        wire = orjson.loads(await tx.scalar(select(batch_row.c.wire).limit(1)))
    assert wire == {
        "phone": "12025550123",
        "payload": {"name": "Anna", "age": 30},
        "maxAttempts": 3,
        "allowedTime": {"default": [{"localTimeFrom": "09:00", "localTimeTo": "18:00"}]},
        "gmtZone": "+03:00",
    }
    assert form.counts == {"planned": 2}


@pytest.mark.parametrize(
    ("wrong", "label", "told"),
    [
        ({"maxAttempts": "99"}, "maxAttempts", "from 1 to 50"),
        ({"allowedDays": "someday"}, "allowedDays", "names no days"),
        ({"Payload": "just words"}, "Payload", "name=value"),
        ({"Phones": None}, "Phones", "type numbers here"),
        ({"Phones": "nobody"}, None, None),
        ({"externalCheckMaxRetries": "2"}, "externalCheckMaxRetries", "needs externalCheckUrl"),
        ({"File": ("l.csv", b"phone\n1")}, "Phones", "not both"),
    ],
)
async def test_what_is_wrong_stands_beside_its_field(
    office: Office, form: SimCampaign, wrong: dict[str, Any], label: str | None, told: str | None
) -> None:
    submitted = await office.slack.submit(ADMIN, {"Phones": PHONES, **wrong})
    if label is None:
        await office.slack.ephemeral(ADMIN, "Nobody would be added")
        return
    assert told is not None
    if submitted.outcome == "updated":
        # On a busy machine it came after Slack's patience: then it takes the placeholder's place.
        await office.slack.modal_with(ADMIN, told)
    else:
        assert told in submitted.errors[label]
    assert not form.books.jobs


async def test_from_anywhere_the_preview_and_the_receipt_come_to_the_person(
    office: Office, form: SimCampaign
) -> None:
    slack = office.slack
    dm = slack.channel("dm", ADMIN)
    await slack.close_all(ADMIN)
    await slack.shortcut(ADMIN, "Add phones")
    await slack.modal_with(ADMIN, "Payload")
    await slack.submit(ADMIN, {"Campaign": "spring", "Phones": PHONES})
    preview = await slack.message(dm, "2 people")
    await slack.click(ADMIN, "Add 2", preview)
    await slack.message(dm, "added 2 numbers")


async def test_a_cards_button_opens_the_form_for_its_campaign(
    office: Office, form: SimCampaign
) -> None:
    slack = office.slack
    await slack.close_all(ADMIN)
    card = await slack.message(CHANNEL, "spring")
    await slack.click(ADMIN, "Add phones", card)
    await slack.modal_with(ADMIN, "Payload")
    assert slack.filled(ADMIN, "Campaign")["selected_option"]["text"]["text"] == "spring"


async def test_a_channel_without_the_bot_gets_the_preview_as_a_direct_message(
    office: Office, form: SimCampaign
) -> None:
    slack = office.slack
    dm = slack.channel("dm", ADMIN)
    await slack.close_all(ADMIN)
    await slack.command(ADMIN, "quiet", "/campaign add spring")
    await slack.modal_with(ADMIN, "Payload")
    await slack.submit(ADMIN, {"Phones": PHONES})
    await slack.message(dm, "2 people")
