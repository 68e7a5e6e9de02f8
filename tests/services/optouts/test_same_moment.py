"""Whoever opts out in the same moment as the host's answer is stored is canceled, whichever of the
two transactions ends first."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.engine import URL

from bot.services.sending.meanwhile import Meanwhile
from bot.store import optouts
from tests.meetings import Meeting
from tests.services.optouts.entering import opt_out
from tests.shops import Shop, phones

ANNA, BELLA = phones(2)


@pytest.fixture
def database_url(postgres_url: URL) -> URL:
    """SQLite has one writer at a time, and so no two of the same moment."""
    return postgres_url


async def test_the_answer_is_stored_while_an_optout_is_entered(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign, made = await shop.connect()
    await shop.add(campaign, [ANNA, BELLA])
    sender, meeting = shop.sender(), Meeting(shop)
    [chunk] = await sender.claim(1)
    monkeypatch.setattr(optouts, "open_jobs", meeting.behind(optouts.open_jobs))

    async with asyncio.timeout(20):
        await asyncio.gather(opt_out(shop, ANNA), meeting.other(sender.carry_out(chunk)))

    assert made.counts == {"canceled": 1, "planned": 1}


async def test_an_optout_is_entered_while_the_answer_is_stored(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign, made = await shop.connect()
    await shop.add(campaign, [ANNA, BELLA])
    sender, meeting = shop.sender(), Meeting(shop)
    [chunk] = await sender.claim(1)
    monkeypatch.setattr(Meanwhile, "opted_out", meeting.behind(Meanwhile.opted_out))

    async with asyncio.timeout(20):
        await asyncio.gather(sender.carry_out(chunk), meeting.other(opt_out(shop, ANNA)))

    assert made.counts == {"canceled": 1, "planned": 1}
