"""A cap on call jobs per number: over all campaigns, by the calendar of the campaign's zone."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.services.adding import Confirmed
from bot.store import campaigns
from tests.services.guarding.books import called, hold_to
from tests.shops import ADMIN, ANOTHER, Shop, phones, work

ANNA, BELLA, CLARA = phones(3)
MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


async def test_who_had_as_many_call_jobs_anywhere_is_left_out_and_counted(shop: Shop) -> None:
    spring, _ = await shop.connect("spring")
    autumn, _ = await shop.connect("autumn")
    await hold_to(shop, spring, cap_day=2)
    await called(shop, autumn, ANNA)
    await called(shop, spring, ANNA)
    await called(shop, autumn, BELLA)

    capped = await shop.preview(spring, [ANNA, BELLA, CLARA])

    assert (capped.ready, capped.held) == (2, {"cap_day": 1})
    assert (await shop.preview(autumn, [ANNA])).ready == 1, "autumn has no cap"


@pytest.mark.parametrize(
    ("cap", "inside", "outside"),
    [
        ("cap_day", MONDAY.replace(hour=0), MONDAY.replace(hour=0) - timedelta(minutes=1)),
        ("cap_week", MONDAY.replace(hour=0), MONDAY - timedelta(days=1)),
        ("cap_month", datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 10, 31, tzinfo=UTC)),
    ],
)
async def test_days_weeks_and_months_are_those_of_a_calendar(
    shop: Shop, cap: str, inside: datetime, outside: datetime
) -> None:
    campaign, _ = await shop.connect()
    await hold_to(shop, campaign, **{cap: 1})
    await called(shop, campaign, ANNA, inside)
    await called(shop, campaign, BELLA, outside)

    capped = await shop.preview(campaign, [ANNA, BELLA])

    assert (capped.ready, capped.held) == (1, {cap: 1})


async def test_the_calendar_is_that_of_the_campaigns_zone(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await hold_to(shop, campaign, cap_day=1)
    await called(shop, campaign, ANNA, MONDAY.replace(hour=0) - timedelta(minutes=30))
    assert (await shop.preview(campaign, [ANNA])).ready == 1

    async with shop.desk.db.begin() as tx:
        await campaigns.change(tx, campaign.id, zone="Europe/Moscow")

    moscow = await shop.preview(await shop.campaign(campaign.id), [ANNA])
    assert moscow.held == {"cap_day": 1}


async def test_what_was_undone_before_anybody_was_called_does_not_count(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await hold_to(shop, campaign, cap_day=1)
    await called(shop, campaign, ANNA, status="canceled", outcome="canceled", attempts=0)
    await called(shop, campaign, BELLA, status="canceled", outcome="canceled", attempts=1)

    capped = await shop.preview(campaign, [ANNA, BELLA])

    assert (capped.ready, capped.held) == (1, {"cap_day": 1})


async def test_what_is_on_its_way_to_a_host_counts_already(shop: Shop) -> None:
    spring, _ = await shop.connect("spring")
    autumn, _ = await shop.connect("autumn")
    await hold_to(shop, spring, cap_week=1)
    await shop.add(autumn, [ANNA])

    assert (await shop.preview(spring, [ANNA, BELLA])).held == {"cap_week": 1}
    await work(shop.sender())
    assert (await shop.preview(spring, [ANNA, BELLA])).held == {"cap_week": 1}


async def test_a_cap_that_was_met_since_the_preview_is_held_to_at_the_confirmation(
    shop: Shop,
) -> None:
    spring, host = await shop.connect("spring")
    autumn, _ = await shop.connect("autumn")
    await hold_to(shop, spring, cap_day=1)
    preview = await shop.preview(spring, [ANNA, BELLA])
    shop.clock.move(60)
    await shop.add(autumn, [ANNA])

    outcome = await shop.adding.confirming.confirm(ADMIN, preview.batch.id, preview.ready)

    assert (outcome.changed, outcome.rows) == (True, 1)
    anew = await shop.adding.previews.of_id(preview.batch.id)
    assert anew.held == {"cap_day": 1}
    await shop.confirm(anew)
    await work(shop.sender())
    assert list(host.books.jobs) == [BELLA]


async def test_of_two_campaigns_that_confirm_at_once_only_one_gets_the_number(shop: Shop) -> None:
    made = [await shop.connect(name) for name in ("spring", "autumn")]
    for campaign, _ in made:
        await hold_to(shop, campaign, cap_day=1)
    previews = [await shop.preview(campaign, [ANNA]) for campaign, _ in made]

    async def press(index: int) -> Confirmed:
        actor, batch = (ADMIN, ANOTHER)[index], previews[index].batch
        return await shop.adding.confirming.confirm(actor, batch.id, 1)

    outcomes = await asyncio.gather(press(0), press(1))

    assert sorted(one.changed for one in outcomes) == [False, True]


async def test_adding_again_those_who_have_a_call_coming_is_no_way_around_a_cap(
    shop: Shop,
) -> None:
    campaign, _ = await shop.connect()
    await hold_to(shop, campaign, cap_day=1)
    await called(shop, campaign, ANNA, status="planned", outcome="open", finished_at=None)
    preview = await shop.preview(campaign, [ANNA, BELLA])
    assert preview.held == {"open_job": 1}

    ticked = await shop.adding.drafts.add_again(ADMIN, preview.batch.id, again=True)

    assert (ticked.ready, ticked.held) == (1, {"cap_day": 1})


async def test_the_rules_of_a_draft_are_those_of_now(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await called(shop, campaign, ANNA, MONDAY - timedelta(hours=3))
    preview = await shop.preview(campaign, [ANNA])
    await hold_to(shop, campaign, cap_day=1)

    outcome = await shop.adding.confirming.confirm(ADMIN, preview.batch.id, preview.ready)

    assert (outcome.changed, outcome.rows) == (True, 0)
