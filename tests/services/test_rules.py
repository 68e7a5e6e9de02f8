"""The rules of a campaign are an admin's to change, and the audit tells what was changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.people import Actor
from bot.domain.rules import NO_RULES, Rules
from bot.errors import BadInput, NotAllowed
from bot.services.access import Access
from bot.services.rules import CampaignRules
from bot.store.schema import audit
from tests.shops import ADMIN, Shop


async def test_a_change_holds_from_then_on_and_is_in_the_audit(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    rules = CampaignRules(shop.desk, Access(shop.desk))
    assert await rules.of(campaign) == NO_RULES

    await rules.change(ADMIN, campaign, Rules(cap_day=3))
    await rules.change(ADMIN, campaign, Rules(cap_day=2, approve_stop=True))

    assert await rules.of(campaign) == Rules(cap_day=2, approve_stop=True)
    async with shop.desk.db.read() as tx:
        told = await tx.scalars(select(audit.c.detail).where(audit.c.action == "rules"))
    assert list(told)[1] == {"cap_day": "3 → 2", "approve_stop": "- → on"}


async def test_nobody_but_an_admin_changes_them(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    rules = CampaignRules(shop.desk, Access(shop.desk))

    with pytest.raises(NotAllowed):
        await rules.change(Actor("UNEMO", "C1", "r9"), campaign, Rules(cap_day=3))

    assert await rules.of(campaign) == NO_RULES


async def test_a_cap_that_could_not_be_counted_is_refused_beside_its_field(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    brief = replace(shop.desk, rules=replace(shop.desk.rules, retention=timedelta(days=14)))
    rules = CampaignRules(brief, Access(brief))

    with pytest.raises(BadInput) as told:
        await rules.change(ADMIN, campaign, Rules(cap_month=3))

    assert told.value.field == "cap_month"
    await rules.change(ADMIN, campaign, Rules(cap_week=3))
