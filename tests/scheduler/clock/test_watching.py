"""Campaigns are looked at again soon after the clock was set back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.services.leases import LEASE
from bot.store.schema import campaign as campaign_table
from tests.scheduler.clock.conftest import HOUR, Watch
from tests.services.tower import Tower


@pytest.mark.parametrize("back", [HOUR / 20, HOUR, 100 * HOUR])
async def test_a_campaign_is_looked_at_again(
    tower: Tower, look_at_clock: Watch, back: timedelta
) -> None:
    spring = await tower.connect(tower.host.create_campaign())
    await tower.look(spring)
    tower.clock.jump(tower.clock.now() - back)
    assert await tower.claim() is None

    assert await look_at_clock(tower.desk) >= 1
    claimed = await tower.claim()
    assert claimed is not None
    await tower.watcher.look(*claimed)

    looked_at = (await tower.campaign(spring)).looked_at
    assert looked_at == tower.clock.now()
    found = await look_at_clock(tower.desk)
    await look_at_clock(tower.desk)
    assert await look_at_clock(tower.desk) == found, "it finds no end"


async def test_what_a_dead_process_looked_at_is_taken_over(
    tower: Tower, look_at_clock: Watch
) -> None:
    await tower.connect(tower.host.create_campaign())
    assert await tower.claim("dead") is not None
    tower.clock.jump(tower.clock.now() - HOUR)

    await look_at_clock(tower.desk)
    assert await tower.claim() is None, "its owner may live"
    await tower.pass_by(LEASE.total_seconds() + 1)

    assert await tower.claim() is not None


async def test_a_campaign_that_rests_or_fails_is_left_alone(
    tower: Tower, look_at_clock: Watch
) -> None:
    paused = tower.host.create_campaign()
    spring = await tower.connect(paused)
    paused.outside("pause")
    for _ in range(3):
        await tower.look(spring)
        await tower.pass_by(3600)
    await tower.look(spring)
    tower.host.fault("429", "*", times=9, retry_after="3600")
    autumn = await tower.connect(tower.host.create_campaign(), "autumn")
    [before] = await tower.rows(campaign_table, campaign_table.c.id == spring)
    await tower.watcher.look(*(await tower.claim()))

    assert await look_at_clock(tower.desk) == 0
    [after] = await tower.rows(campaign_table, campaign_table.c.id == spring)
    assert after.next_at == before.next_at
    [failing] = await tower.rows(campaign_table, campaign_table.c.id == autumn)
    assert failing.next_at >= tower.clock.now() + HOUR
