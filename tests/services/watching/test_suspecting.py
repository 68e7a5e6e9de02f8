"""A campaign that seems to run and does not is suspected, once."""

from __future__ import annotations

from typing import Any

from bot.store import campaigns
from tests.services.tower import Tower
from tests.services.watching.phones import phones


async def test_silence_is_told_once(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=0)
    campaign.add(phones(3))
    spring = await tower.connect(campaign)
    for minutes in (0, 10, 4):
        await tower.pass_by(60 * minutes)
        await tower.look(spring)
        assert await tower.happened() == []

    for _ in range(3):
        await tower.pass_by(120)
        await tower.look(spring)

    assert await tower.happened() == ["silent"]


async def test_whoever_finishes_calls_is_not_silent(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=0, weights={"nonexistentNumber": 1})
    campaign.add(phones(30))
    spring = await tower.connect(campaign)
    await tower.look(spring)
    for _ in range(4):
        campaign.set_lines(1)
        await tower.pass_by(1)
        campaign.set_lines(0)
        await tower.pass_by(600)
        await tower.look(spring)

    assert await tower.happened() == []


async def test_nobody_is_suspected_where_no_call_is_due(tower: Tower) -> None:
    paused = tower.host.create_campaign(lines=0, state="paused")
    paused.add(phones(3))
    empty = tower.host.create_campaign()
    old = tower.host.create_campaign(generation="1.10.3", lines=0)
    ids = [await tower.connect(one, f"c{n}") for n, one in enumerate((paused, empty, old))]
    for one in ids:
        await tower.look(one)
    await tower.add(ids[2], old, phones(3))
    await tower.pass_by(3600)
    for one in ids:
        await tower.look(one)

    assert await tower.happened() == []


async def test_the_hours_end_soon_with_call_jobs_planned(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=0)
    campaign.add(phones(3))
    spring = await tower.connect(campaign)
    hours = {"default": [{"localTimeFrom": "09:00", "localTimeTo": "18:00"}]}
    await _limit(tower, spring, allowedTime=hours)
    await tower.look(spring)
    for hour in (5, 3):
        await tower.pass_by(3600 * hour)
        await tower.look(spring)

    assert await tower.happened() == ["silent", "closing"]

    await tower.pass_by(3600 * 4)
    await tower.look(spring)
    assert await tower.happened() == ["silent", "closing"], "nobody is silent at night"


async def _limit(tower: Tower, campaign_id: int, **limits: Any) -> None:
    async with tower.desk.db.begin() as tx:
        await campaigns.change(tx, campaign_id, limits=limits)
