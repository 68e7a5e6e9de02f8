"""Calling hours go out with each contact, and who has no open hour is left out with the reason."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import orjson
import pytest
from sqlalchemy import select

from bot.domain.hours import typed_hours
from bot.errors import TooLate
from bot.services.access import Access
from bot.services.adding import join_adding
from bot.services.campaigns import Campaigns
from bot.services.cards import Cards
from bot.services.guarding import HoursGuard
from bot.store import campaigns
from bot.store.schema import batch_row
from tests.services.guarding.books import hold_to
from tests.shops import Shop, phones

OFFICE_HOURS = typed_hours("mon-fri: 9-20")
LONDON_MOBILE = "447700900123"
HEADER = "phone,gmtZone,allowedTime\n"


@pytest.fixture
async def guarded(shop: Shop) -> AsyncIterator[Shop]:
    access = Access(shop.desk)
    registry = Campaigns(shop.desk, access)
    cards = Cards(shop.desk, access, registry)
    yield replace(
        shop, adding=join_adding(shop.desk, access, registry, cards, [HoursGuard(shop.desk)])
    )


async def sent_with(shop: Shop, batch_id: int) -> dict[str, dict[str, object]]:
    """What is to go to the host, by phone."""
    query = select(batch_row.c.phone, batch_row.c.wire).where(
        batch_row.c.batch_id == batch_id, batch_row.c.state == "ready"
    )
    async with shop.desk.db.read() as tx:
        return {row.phone: orjson.loads(row.wire) for row in await tx.execute(query)}


async def test_without_calling_hours_nothing_is_added_to_a_policy(guarded: Shop) -> None:
    campaign, _ = await guarded.connect()
    preview = await guarded.preview(campaign, phones(1))
    assert await sent_with(guarded, preview.batch.id) == {phones(1)[0]: {"phone": phones(1)[0]}}


async def test_each_contact_carries_the_hours_in_the_zone_of_the_number(guarded: Shop) -> None:
    campaign, _ = await guarded.connect()
    await hold_to(guarded, campaign, hours=OFFICE_HOURS)
    (phone,) = phones(1)

    preview = await guarded.preview(campaign, [phone])

    assert (await sent_with(guarded, preview.batch.id))[phone] == {
        "phone": phone,
        "gmtZone": "America/New_York",
        "allowedDays": ["mon", "tue", "wed", "thu", "fri"],
        "allowedTime": {"default": [{"localTimeFrom": "09:00", "localTimeTo": "20:00"}]},
    }


async def test_an_unknown_zone_is_left_out_until_the_campaign_has_one(guarded: Shop) -> None:
    campaign, _ = await guarded.connect()
    await hold_to(guarded, campaign, hours=OFFICE_HOURS)
    preview = await guarded.preview(campaign, [*phones(1), LONDON_MOBILE])
    assert (preview.ready, preview.held) == (1, {"zone_unknown": 1})

    async with guarded.desk.db.begin() as tx:
        await campaigns.change(tx, campaign.id, zone="Europe/London")

    preview = await guarded.preview(await guarded.campaign(campaign.id), [LONDON_MOBILE])
    sent = await sent_with(guarded, preview.batch.id)
    assert sent[LONDON_MOBILE]["gmtZone"] == "Europe/London"


async def test_hours_that_were_changed_since_the_preview_need_a_new_one(guarded: Shop) -> None:
    campaign, _ = await guarded.connect()
    preview = await guarded.preview(campaign, phones(1))
    await hold_to(guarded, campaign, hours=OFFICE_HOURS)

    with pytest.raises(TooLate):
        await guarded.confirm(preview)

    await guarded.confirm(await guarded.preview(campaign, phones(1)))
    early = await guarded.preview(campaign, phones(1, first=5))
    await hold_to(guarded, campaign)
    await guarded.confirm(early)


async def test_hours_of_a_row_are_narrowed_and_never_made_wider(guarded: Shop) -> None:
    campaign, _ = await guarded.connect()
    await hold_to(guarded, campaign, hours=OFFICE_HOURS)
    early, at_night = phones(2)
    rows = f"+{early},Europe/Paris,07:00-12:00\n+{at_night},Europe/Paris,22:00-23:00\n"

    preview = await guarded.preview_file(campaign, HEADER + rows)

    assert preview.held == {"no_hours": 1}
    sent = await sent_with(guarded, preview.batch.id)
    assert sent[early]["gmtZone"] == "Europe/Paris"
    assert sent[early]["allowedTime"] == {
        "default": [{"localTimeFrom": "09:00", "localTimeTo": "12:00"}]
    }


async def test_the_host_takes_every_spelling_of_a_zone_that_goes_out(guarded: Shop) -> None:
    """Also that of a mobile number whose zone only the country tells."""
    campaign, host = await guarded.connect()
    await hold_to(guarded, campaign, hours=typed_hours("mon-sun: 6-23"))
    russian = "79123456789"

    preview = await guarded.preview(campaign, [russian, *phones(1)])
    assert preview.guessed == 1
    batch_id = await guarded.confirm(preview)
    sent = await sent_with(guarded, batch_id)
    await guarded.sender().claim(1)

    assert str(sent[russian]["gmtZone"]).startswith("UTC+")
    assert host.add(list(sent.values()))
