"""Rules leave people out of a preview: counted, with reasons, and with a way for admins."""

from __future__ import annotations

from collections.abc import AsyncIterator

import orjson
import pytest
from sqlalchemy import select

from bot.store.schema import batch_row
from simulators.calls_api import SimCampaign
from simulators.slack import Message
from simulators.slack.errors import ConfirmNeeded
from tests.scenarios.office import ADMIN, CHANNEL, OPERATOR, Office
from tests.scenarios.rules import set_rules

ANNA, BELLA, CLARA = "12025550123", "12025550124", "12025550125"
TYPED = {ANNA: "+1 202-555-0123", BELLA: "+1 202-555-0124", CLARA: "+1 202-555-0125"}
LONDON_MOBILE = "+44 7700 900123"


@pytest.fixture
async def spring(office: Office) -> AsyncIterator[SimCampaign]:
    """A campaign that takes numbers and dials nobody."""
    campaign = office.calls.create_campaign("Spring", lines=0)
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    yield campaign


async def preview_of(
    office: Office, *typed: str, says: str = "would be added", name: str = "spring"
) -> Message:
    before = len(office.slack.ephemerals(ADMIN, says))
    await office.slack.command(ADMIN, CHANNEL, f"/campaign add {name} {', '.join(typed)}")
    new = await office.slack.until(lambda: office.slack.ephemerals(ADMIN, says)[before:])
    return new[-1]


async def add(office: Office, *typed: str, name: str = "spring") -> None:
    preview = await preview_of(office, *typed, name=name)
    await office.slack.click(ADMIN, f"Add {len(typed)}", preview)
    await office.slack.message(CHANNEL, f"added {len(typed)} number")


async def test_a_number_that_was_called_elsewhere_today_is_left_out(
    office: Office, spring: SimCampaign
) -> None:
    await office.connect("autumn", office.calls.create_campaign("Autumn", lines=0))
    await office.slack.close_all(ADMIN)
    await add(office, TYPED[ANNA], name="autumn")
    await set_rules(office, cap_day="1")

    preview = await preview_of(office, TYPED[ANNA], TYPED[BELLA])

    shown = preview.text
    assert "1 person" in shown
    assert "1 person is left out: has as many call jobs today" in shown
    await office.slack.click(ADMIN, "Left out", preview)
    await office.slack.ephemeral(ADMIN, "on its way to your direct messages")


async def test_calling_hours_go_out_and_an_unknown_zone_is_left_out(
    office: Office, spring: SimCampaign
) -> None:
    await set_rules(office, hours="mon-fri: 9-20")

    preview = await preview_of(office, TYPED[ANNA], LONDON_MOBILE)

    assert "1 person is left out: zone unknown" in preview.text
    assert "Calling hours: mon-fri: 09:00-20:00, where the called person is" in preview.text
    assert "dialled before those without" in preview.text
    await office.slack.click(ADMIN, "Add 1", preview)
    await office.slack.message(CHANNEL, "added 1 number")
    assert set(spring.books.jobs) == {ANNA}
    assert office.bot is not None
    async with office.bot.db.read() as tx:
        query = select(batch_row.c.wire).where(batch_row.c.state == "sent")
        sent = orjson.loads(await tx.scalar(query))
    assert sent == {
        "phone": ANNA,
        "gmtZone": "America/New_York",
        "allowedDays": ["mon", "tue", "wed", "thu", "fri"],
        "allowedTime": {"default": [{"localTimeFrom": "09:00", "localTimeTo": "20:00"}]},
    }


async def test_of_two_previews_the_second_finds_the_day_used_up(
    office: Office, spring: SimCampaign
) -> None:
    await set_rules(office, daily_ceiling="2")
    mine = await preview_of(office, TYPED[ANNA], TYPED[BELLA])
    yours = await preview_of(office, TYPED[CLARA], LONDON_MOBILE)
    await office.slack.click(ADMIN, "Add 2", mine)
    await office.slack.message(CHANNEL, "added 2 numbers")

    await office.slack.click(ADMIN, "Add 2", yours)

    await office.slack.ephemeral(ADMIN, "a limit was met")
    await office.slack.until(lambda: "Nobody would be added" in yours.text)
    assert "2 people are left out: beyond what this campaign may add today" in yours.text
    assert set(spring.books.jobs) == {ANNA, BELLA}


async def test_an_admin_overrides_a_rule_for_one_list(office: Office, spring: SimCampaign) -> None:
    await set_rules(office, daily_ceiling="1")
    preview = await preview_of(office, TYPED[ANNA], TYPED[BELLA])
    with pytest.raises(ConfirmNeeded, match="1 person was left out by a rule of spring"):
        await office.slack.click(ADMIN, "Override…", preview)

    await office.slack.click(ADMIN, "Override…", preview, confirm=True)

    await office.slack.until(lambda: "2 people" in preview.text)
    assert "Rules set aside for this list" in preview.text
    await office.slack.click(ADMIN, "Add 2", preview)
    await office.slack.message(CHANNEL, "added 2 numbers")
    assert set(spring.books.jobs) == {ANNA, BELLA}


async def test_an_operator_is_told_whom_to_ask_for_an_override(
    office: Office, spring: SimCampaign
) -> None:
    await set_rules(office, daily_ceiling="1")
    await office.tell(ADMIN, f"access grant @{OPERATOR} operator", "operator")
    typed = f"{TYPED[ANNA]}, {TYPED[BELLA]}"
    preview = await office.tell(OPERATOR, f"add spring {typed}", "would be added")

    await office.slack.click(OPERATOR, "Override…", preview, confirm=True)

    await office.slack.ephemeral(OPERATOR, "override needs the role admin")
    assert "1 person" in preview.text
