"""A campaign that seems to run and does not is suspected, once."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from bot.domain.incidents import CampaignReason, Count, Incident
from bot.domain.silence import Suspicion
from bot.services.alerting.suspected import suspected
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
    [closing] = await _suspected(tower, spring, CampaignReason.CLOSING)
    assert (closing.jobs, closing.at.hour, closing.at.minute) == (3, 18, 0)

    await tower.pass_by(3600 * 4)
    await tower.look(spring)
    assert await tower.happened() == ["silent", "closing"], "nobody is silent at night"
    assert await _suspected(tower, spring, CampaignReason.CLOSING) == ()


async def test_the_figures_are_those_of_what_the_alert_is_about(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=0)
    campaign.add(phones(3))
    spring = await tower.connect(campaign)
    await tower.look(spring)
    await tower.pass_by(1200)

    [silent] = await _suspected(tower, spring, CampaignReason.SILENT)
    assert (silent.jobs, silent.reason) == (3, CampaignReason.SILENT)
    assert await _suspected(tower, spring, CampaignReason.PAUSED) == ()


async def _suspected(
    tower: Tower, campaign_id: int, reason: CampaignReason
) -> tuple[Suspicion, ...]:
    now = tower.desk.clock.now()
    incident = Incident(now, now, told=(Count(reason, None, 1),))
    async with tower.desk.db.read() as tx:
        campaign = await campaigns.by_id(tx, campaign_id)
        assert campaign is not None
        return await suspected(tx, campaign, incident, UTC, now)


async def _limit(tower: Tower, campaign_id: int, **limits: Any) -> None:
    async with tower.desk.db.begin() as tx:
        await campaigns.change(tx, campaign_id, limits=limits)
