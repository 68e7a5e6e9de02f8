"""An admin may let people in whom a rule left out: for one list, and never who opted out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.errors import NotAllowed, TooLate
from bot.services.access import Access
from bot.services.adding import join_adding
from bot.services.campaigns import Campaigns
from bot.services.cards import Cards
from bot.services.optouts.guard import OptOutGuard, print_of
from bot.store import optouts
from bot.store.schema import audit
from tests.services.adding.test_rejects import table_of
from tests.services.guarding.books import called, hold_to
from tests.shops import ADMIN, Shop, phones, work

ANNA, BELLA, CLARA = phones(3)


async def test_they_join_the_list_and_only_this_one(shop: Shop) -> None:
    campaign, host = await shop.connect()
    await hold_to(shop, campaign, cap_day=1, daily_ceiling=2)
    await called(shop, campaign, ANNA)
    preview = await shop.preview(campaign, [ANNA, BELLA, CLARA])
    assert (preview.ready, preview.overridable) == (1, {"cap_day": 1, "daily_ceiling": 1})

    anew = await shop.adding.overriding.override(ADMIN, preview.batch.id, 2)

    assert (anew.ready, anew.held) == (3, {})
    assert anew.overridden == {"cap_day", "daily_ceiling"}
    await shop.confirm(anew)
    await work(shop.sender())
    assert sorted(host.books.jobs) == [ANNA, BELLA, CLARA]
    assert (await shop.preview(campaign, phones(1, first=50))).held == {"daily_ceiling": 1}


async def test_it_is_in_the_audit_with_the_rules_and_the_number_of_people(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await hold_to(shop, campaign, daily_ceiling=1)
    preview = await shop.preview(campaign, phones(3))

    await shop.adding.overriding.override(ADMIN, preview.batch.id, 2)

    async with shop.desk.db.read() as tx:
        row = (await tx.execute(select(audit).where(audit.c.action == "override"))).one()
    assert (row.actor, row.people, row.outcome) == (ADMIN.user_id, 2, "done")
    assert row.detail == {"batch": preview.batch.id, "rules": "daily_ceiling"}


async def test_it_is_an_admins_and_lets_in_only_those_who_were_shown(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await hold_to(shop, campaign, daily_ceiling=1)
    preview = await shop.preview(campaign, phones(3))

    with pytest.raises(NotAllowed):
        await shop.adding.overriding.override(replace(ADMIN, user_id="UNEMO"), preview.batch.id, 2)
    with pytest.raises(TooLate):
        await shop.adding.overriding.override(ADMIN, preview.batch.id, 1)

    assert (await shop.adding.previews.of_id(preview.batch.id)).ready == 1


async def test_a_list_that_goes_out_already_is_left_alone(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await hold_to(shop, campaign, daily_ceiling=1)
    preview = await shop.preview(campaign, phones(3))
    await shop.confirm(preview)

    with pytest.raises(TooLate):
        await shop.adding.overriding.override(ADMIN, preview.batch.id, 2)


async def test_who_opted_out_stays_out(shop: Shop) -> None:
    access = Access(shop.desk)
    registry = Campaigns(shop.desk, access)
    cards = Cards(shop.desk, access, registry)
    adding = join_adding(shop.desk, access, registry, cards, [OptOutGuard(shop.desk)])
    strict = replace(shop, adding=adding)
    campaign, _ = await strict.connect()
    await hold_to(strict, campaign, daily_ceiling=1)
    async with strict.desk.db.begin() as tx:
        prints = [print_of(strict.desk.fingerprints, ANNA)]
        await optouts.put(tx, prints, "UANNA", strict.desk.clock.now())
    preview = await strict.preview(campaign, [ANNA, BELLA, CLARA])

    anew = await strict.adding.overriding.override(ADMIN, preview.batch.id, 1)

    assert (anew.ready, anew.held, anew.overridable) == (2, {"opted_out": 1}, {})


async def test_who_was_left_out_stands_in_the_file_with_the_reason(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await hold_to(shop, campaign, cap_week=1, daily_ceiling=2)
    await called(shop, campaign, ANNA)
    preview = await shop.preview(campaign, [ANNA, BELLA, CLARA])

    _, *rows = await table_of(shop, preview.batch.id)

    assert [row[1] for row in rows] == [
        "has as many call jobs this week as a number may have",
        "beyond what this campaign may add today",
    ]
