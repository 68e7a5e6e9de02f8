"""Whoever opts out in the same moment as the host's answer is stored is canceled, whichever of the
two transactions ends first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from bot.services.access import Access
from bot.services.adding import from_text
from bot.services.campaigns import Campaigns
from bot.services.optouts import Canceling, Numbers, OptOuts
from bot.services.sending.meanwhile import Meanwhile
from bot.store import optouts
from tests.shops import ADMIN, Shop, phones

ANNA, BELLA = phones(2)
_WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


@pytest.fixture
def database_url(postgres_url: URL) -> URL:
    """SQLite has one writer at a time, and so no two of the same moment."""
    return postgres_url


async def opt_out(shop: Shop) -> None:
    access = Access(shop.desk)
    canceling = Canceling(shop.desk, shop.hosts)
    numbers = Numbers(shop.desk, Campaigns(shop.desk, access))
    typed = from_text(f"+{ANNA}", strict=True)
    await OptOuts(shop.desk, access, numbers, canceling).add(ADMIN, typed, "key")


class Meeting:
    """One transaction stays open behind a statement, until the other waits for it or has ended."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._is_open = asyncio.Event()
        self._other_ended = asyncio.Event()

    def behind(self, statement: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def stay_open(*arguments: Any) -> Any:
            answer = await statement(*arguments)
            self._is_open.set()
            await self._until_the_other_has_come()
            return answer

        return stay_open

    async def _until_the_other_has_come(self) -> None:
        while not self._other_ended.is_set():
            async with self._shop.desk.db.engine.connect() as look:
                if await look.scalar(_WAITING):
                    return
            await asyncio.sleep(0.01)

    async def other(self, work: Awaitable[None]) -> None:
        await self._is_open.wait()
        await work
        self._other_ended.set()


async def test_the_answer_is_stored_while_an_optout_is_entered(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign, made = await shop.connect()
    await shop.add(campaign, [ANNA, BELLA])
    sender, meeting = shop.sender(), Meeting(shop)
    [chunk] = await sender.claim(1)
    monkeypatch.setattr(optouts, "open_jobs", meeting.behind(optouts.open_jobs))

    async with asyncio.timeout(20):
        await asyncio.gather(opt_out(shop), meeting.other(sender.carry_out(chunk)))

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
        await asyncio.gather(sender.carry_out(chunk), meeting.other(opt_out(shop)))

    assert made.counts == {"canceled": 1, "planned": 1}
