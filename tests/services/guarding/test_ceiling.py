"""A daily ceiling: what goes beyond is left out from the end of the list, and no race passes it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.domain.batches import ChunkState
from bot.services.adding import Confirmed
from bot.store import batches, chunk_changes
from tests.services.guarding.books import called, hold_to
from tests.shops import ADMIN, ANOTHER, Shop, phones, work


async def test_the_first_rows_of_a_list_win(shop: Shop) -> None:
    campaign, host = await shop.connect()
    await hold_to(shop, campaign, daily_ceiling=3)

    preview = await shop.preview(campaign, phones(5))

    assert (preview.ready, preview.held) == (3, {"daily_ceiling": 2})
    await shop.confirm(preview)
    await work(shop.sender())
    assert sorted(host.books.jobs) == phones(3)
    assert (await shop.preview(campaign, phones(2, first=10))).held == {"daily_ceiling": 2}


async def test_two_previews_of_a_day_do_not_both_pass(shop: Shop) -> None:
    campaign, host = await shop.connect()
    await hold_to(shop, campaign, daily_ceiling=5)
    mine = await shop.preview(campaign, phones(4))
    yours = await shop.preview(campaign, phones(4, first=10))

    async def press(actor: object, batch_id: int) -> Confirmed:
        return await shop.adding.confirming.confirm(actor, batch_id, 4)  # type: ignore[arg-type]

    outcomes = await asyncio.gather(press(ADMIN, mine.batch.id), press(ANOTHER, yours.batch.id))

    assert sorted((one.changed, one.rows) for one in outcomes) == [(False, 4), (True, 1)]
    late = next(one for one in outcomes if one.changed)
    await shop.confirm(await shop.adding.previews.of_id(late.batch.id))
    await work(shop.sender())
    assert len(host.books.jobs) == 5


async def test_what_others_added_to_the_campaign_counts_as_far_as_it_is_known(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await hold_to(shop, campaign, daily_ceiling=3)
    now = shop.clock.now()
    first, second = phones(2, first=100)
    await called(shop, campaign, first, now)
    await called(shop, campaign, second, now - timedelta(days=1))

    assert (await shop.preview(campaign, phones(3))).ready == 2


async def test_another_day_has_room_again(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await hold_to(shop, campaign, daily_ceiling=2)
    await shop.add(campaign, phones(2))
    await work(shop.sender())
    assert (await shop.preview(campaign, phones(2, first=10))).ready == 0

    shop.clock.move(24 * 3600)

    assert (await shop.preview(campaign, phones(2, first=10))).ready == 2


async def test_those_who_are_left_out_for_another_reason_take_nobodys_place(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await hold_to(shop, campaign, daily_ceiling=3, cap_day=1)
    await called(shop, campaign, phones(1)[0])

    preview = await shop.preview(campaign, phones(4))

    assert (preview.ready, preview.held) == (2, {"cap_day": 1, "daily_ceiling": 1})


async def test_a_batch_that_was_halted_goes_on_within_the_limits_of_that_day(shop: Shop) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(5))
    async with shop.desk.db.begin() as tx:
        halted = (ChunkState.WAITING,)
        await chunk_changes.move_all(tx, batch_id, halted, ChunkState.HALTED, next_at=None)
        await batches.change(tx, batch_id, state="halted")
    capped, *_ = phones(5)
    await hold_to(shop, campaign, daily_ceiling=4, cap_day=1)
    await called(shop, campaign, capped)

    await shop.adding.undo.go_on(ADMIN, batch_id)
    await work(shop.sender())

    assert sorted(host.books.jobs) == phones(5)[1:4]
    assert (await shop.progress(batch_id)).rows == {"sent": 3, "held": 2}
