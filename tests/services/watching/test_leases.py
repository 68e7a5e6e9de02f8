"""Two watchers act as one: what one of them saw too late is refused."""

from __future__ import annotations

import asyncio

from bot.services.leases import LEASE
from bot.store import campaigns
from bot.store.schema import campaign as campaign_table
from tests.services.tower import Tower
from tests.services.watching.phones import phones


async def test_a_campaign_is_looked_at_by_one_at_a_time(tower: Tower) -> None:
    await tower.connect(tower.host.create_campaign())
    assert await tower.claim("one") is not None
    assert await tower.claim("other") is None

    await tower.pass_by(LEASE.total_seconds() + 1)
    assert await tower.claim("other") is not None


async def test_who_slept_past_the_lease_writes_nothing(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=0)
    campaign.add(phones(3))
    spring = await tower.connect(campaign)
    await tower.look(spring)
    campaign.outside("stop")
    await _make_due(tower, spring)
    slept = await tower.claim("sleeper")
    assert slept is not None
    await tower.pass_by(LEASE.total_seconds() + 1)
    taken_over = await tower.claim("other")
    assert taken_over is not None

    await tower.watcher.look(*slept)
    assert await tower.transitions() == []
    assert (await tower.campaign(spring)).attempts == 0

    await tower.another_watcher().look(*taken_over)
    assert len(await tower.transitions()) == 3
    assert await tower.happened() == ["stopped"]


async def test_two_that_look_at_once_record_each_end_once(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=0)
    campaign.add(phones(600))
    spring = await tower.connect(campaign)
    await tower.look(spring)
    campaign.outside("stop")
    await _make_due(tower, spring)
    first = await tower.claim("one")
    await tower.pass_by(LEASE.total_seconds() + 1)
    second = await tower.claim("other")
    assert first is not None
    assert second is not None

    await asyncio.gather(tower.watcher.look(*first), tower.another_watcher().look(*second))

    found = await tower.transitions()
    assert len({row.job_id for row in found}) == len(found) == 600
    assert await tower.tally() == {"notDone": 600}
    assert await tower.happened() == ["stopped"]


async def test_a_look_that_was_asked_for_meanwhile_is_due_at_once(tower: Tower) -> None:
    spring = await tower.connect(tower.host.create_campaign())
    claimed = await tower.claim()
    assert claimed is not None
    await tower.pass_by(1)
    await _make_due(tower, spring)

    await tower.watcher.look(*claimed)

    assert await tower.claim() is not None


async def test_a_slow_host_keeps_the_lease(tower: Tower) -> None:
    spring = await tower.connect(tower.host.create_campaign())
    claimed = await tower.claim("slow")
    assert claimed is not None
    tower.host.fault("delay", "campaign", seconds=30)
    looking = asyncio.create_task(tower.watcher.look(*claimed))
    for _ in range(6):
        await tower.clock.someone_sleeps()
        await tower.clock.advance(LEASE.total_seconds() / 3 + 0.1)
        await _renewed(tower, spring)

    assert await tower.claim("other") is None
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)


async def _renewed(tower: Tower, campaign_id: int) -> None:
    """Wait until the lease reaches beyond what is left of the one before."""
    async with asyncio.timeout(40):
        while True:
            row = (await tower.rows(campaign_table, campaign_table.c.id == campaign_id))[0]
            if row.lease_until - tower.clock.now() > LEASE * 0.9:
                return


async def test_a_campaign_that_is_disconnected_meanwhile_is_left_alone(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=0)
    campaign.add(phones(3))
    spring = await tower.connect(campaign)
    claimed = await tower.claim()
    assert claimed is not None
    looking = tower.watcher.look(*claimed)
    async with tower.desk.db.begin() as tx:
        await campaigns.disconnect(tx, spring, tower.clock.now())

    await looking

    assert await tower.tally() == {}


async def _make_due(tower: Tower, campaign_id: int) -> None:
    async with tower.desk.db.begin() as tx:
        await campaigns.change(tx, campaign_id, next_at=tower.clock.now())
