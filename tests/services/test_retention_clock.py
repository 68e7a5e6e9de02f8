"""Nothing is deleted because a clock is wrong: it would not come back when that is put right."""

from __future__ import annotations

from datetime import timedelta

from bot.services.retention import Retention
from bot.store import campaigns
from bot.store.schema import call_job
from tests.services.test_retention import a_job, count, put
from tests.shops import Shop

YEAR = timedelta(days=365)
HOUR = timedelta(hours=1)


async def a_young_job(shop: Shop) -> int:
    """A campaign with a call job that is to be kept for weeks yet."""
    spring, _ = await shop.connect()
    await put(shop, call_job, a_job(spring.id, 1, shop, days=30))
    await look(shop, spring.id)
    return spring.id


async def look(shop: Shop, campaign_id: int, ahead: timedelta = timedelta()) -> None:
    """A look at the campaign, which compares its host's clock with ours."""
    ms = ahead // timedelta(milliseconds=1)
    async with shop.desk.db.begin() as tx:
        await campaigns.change(tx, campaign_id, looked_at=shop.clock.now(), host_clock_ms=ms)


async def test_a_clock_that_is_a_year_ahead_deletes_nothing(shop: Shop) -> None:
    spring = await a_young_job(shop)
    retention = Retention(shop.desk)
    assert not await retention.sweep()
    shop.clock.jump(shop.clock.now() + YEAR)

    assert not await retention.sweep(), "nobody was looked at since"
    for _ in range(3):
        await look(shop, spring, -YEAR)
        assert not await retention.sweep()
        shop.clock.move(HOUR.total_seconds() / 2)
    assert not await Retention(shop.desk).sweep(), "it was started anew"

    assert await count(shop, call_job) == 1


async def test_after_a_year_that_has_passed_it_does(shop: Shop) -> None:
    spring = await a_young_job(shop)
    shop.clock.move(YEAR.total_seconds())
    retention = Retention(shop.desk)
    assert not await retention.sweep(), "it may be the clock"

    await look(shop, spring)
    assert await retention.sweep()

    assert await count(shop, call_job) == 0


async def test_a_host_that_is_gone_keeps_nothing_for_ever(shop: Shop) -> None:
    await a_young_job(shop)
    shop.clock.move(YEAR.total_seconds())
    retention = Retention(shop.desk)
    await retention.sweep()
    shop.clock.move(HOUR.total_seconds())

    assert await retention.sweep()


async def test_where_no_campaign_is_connected_the_clock_has_to_stand_too(shop: Shop) -> None:
    spring = await a_young_job(shop)
    async with shop.desk.db.begin() as tx:
        await campaigns.disconnect(tx, spring, shop.clock.now())
    shop.clock.jump(shop.clock.now() + YEAR)
    retention = Retention(shop.desk)

    assert not await retention.sweep()
    shop.clock.move(HOUR.total_seconds())
    assert await retention.sweep()


async def test_one_host_with_a_wrong_clock_stops_nothing(shop: Shop) -> None:
    spring = await a_young_job(shop)
    autumn, _ = await shop.connect("autumn")
    shop.clock.move(YEAR.total_seconds())
    await look(shop, spring)
    await look(shop, autumn.id, -YEAR)

    assert await Retention(shop.desk).sweep()
