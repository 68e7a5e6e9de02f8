"""``Add N``: one press decides, and what it decided is stored before anything is sent."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from psycopg.errors import AdminShutdown
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from bot.domain.batches import BatchState
from bot.errors import NotAllowed, NotFound, TooLate
from bot.store import batches
from bot.store.schema import audit, batch_row, chunk, post
from tests.shops import ADMIN, ANOTHER, Shop, phones, work


async def test_the_requests_and_their_keys_are_stored_with_the_confirmation(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    batch_id = await shop.add(campaign, phones(2_500))

    requests = await shop.chunks(batch_id)

    assert [(one.first_position, one.last_position, one.rows) for one in requests] == [
        (0, 999, 1_000),
        (1_000, 1_999, 1_000),
        (2_000, 2_499, 500),
    ]
    assert len({one.key for one in requests}) == 3
    assert {one.state for one in requests} == {"waiting"}


async def test_requests_pass_over_the_people_who_are_held(shop: Shop) -> None:
    campaign, host = await shop.connect()
    await shop.add(campaign, phones(1_000, first=500))
    await work(shop.sender())
    batch_id = await shop.add(campaign, phones(2_000))
    requests = await shop.chunks(batch_id)
    assert [(one.first_position, one.last_position, one.rows) for one in requests] == [
        (0, 1_999, 1_000)
    ]
    await work(shop.sender())
    assert len(host.books.jobs) == 2_000
    assert not host.books.added_twice()


async def test_of_two_presses_one_decides(shop: Shop) -> None:
    campaign, host = await shop.connect()
    preview = await shop.preview(campaign, phones(3))
    pressed = [shop.confirm(preview, ADMIN), shop.confirm(preview, ANOTHER)]
    outcomes = await asyncio.gather(*pressed, return_exceptions=True)

    late = [one for one in outcomes if isinstance(one, TooLate)]
    assert len(late) == 1
    assert "already confirmed by" in str(late[0])
    await work(shop.sender())
    assert not host.books.added_twice()


async def test_the_receipt_is_put_down_where_the_list_came_from(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    batch_id = await shop.add(campaign, phones(3), thread_ts="1.2")
    async with shop.desk.db.read() as tx:
        (receipt,) = (await tx.execute(select(post).where(post.c.render == "receipt"))).all()
    assert (receipt.channel_id, receipt.thread_ts) == ("C1", "1.2")
    assert receipt.subject_id == batch_id
    assert (await shop.progress(batch_id)).batch.receipt_post_id == receipt.id


async def test_a_preview_that_somebody_overtook_is_shown_anew(shop: Shop) -> None:
    """Two people drop the same list: the second would call everybody twice."""
    campaign, host = await shop.connect()
    mine, yours = [await shop.preview(campaign, phones(3)) for _ in range(2)]
    shop.clock.move(60)
    await shop.confirm(mine)

    outcome = await shop.adding.confirming.confirm(ANOTHER, yours.batch.id, yours.ready)

    assert (outcome.changed, outcome.rows) == (True, 0)
    anew = await shop.adding.previews.of_id(yours.batch.id)
    assert (anew.batch.state, anew.ready, anew.held) == (BatchState.DRAFT, 0, {"being_added": 3})
    await work(shop.sender())
    assert not host.books.added_twice()


async def test_two_lists_with_the_same_people_confirmed_at_once_add_them_once(
    shop: Shop,
) -> None:
    campaign, host = await shop.connect()
    lists = [await shop.preview(campaign, phones(3)) for _ in range(2)]
    shop.clock.move(60)
    outcomes = await asyncio.gather(
        *(shop.adding.confirming.confirm(ADMIN, one.batch.id, one.ready) for one in lists)
    )
    assert sorted(one.changed for one in outcomes) == [False, True]
    await work(shop.sender())
    assert not host.books.added_twice()


async def test_another_number_than_on_the_button_is_not_confirmed(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview(campaign, phones(3))
    outcome = await shop.adding.confirming.confirm(ADMIN, preview.batch.id, 2)
    assert outcome.changed
    assert not await shop.chunks(preview.batch.id)


async def test_a_preview_of_yesterday_cannot_be_confirmed(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview(campaign, phones(3))
    shop.clock.move(25 * 3600)
    with pytest.raises(TooLate, match="older than a day"):
        await shop.confirm(preview)


async def test_a_discarded_list_is_forgotten(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview(campaign, phones(3))
    await shop.adding.confirming.discard(ADMIN, preview.batch.id)
    with pytest.raises(TooLate, match="discarded"):
        await shop.confirm(preview)
    with pytest.raises(TooLate):
        await shop.adding.confirming.discard(ADMIN, preview.batch.id)
    async with shop.desk.db.read() as tx:
        assert await tx.scalar(select(func.count()).select_from(batch_row)) == 0


async def test_the_right_is_looked_at_when_it_is_pressed(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview(campaign, phones(3))
    viewer = replace(ADMIN, user_id="UVIEWER")
    with pytest.raises(NotAllowed):
        await shop.confirm(preview, viewer)
    with pytest.raises(NotAllowed):
        await shop.adding.confirming.discard(viewer, preview.batch.id)
    with pytest.raises(NotFound):
        await shop.adding.confirming.confirm(ADMIN, 999, 3)


async def test_who_added_how_many_is_audited_and_no_number(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await shop.add(campaign, phones(3))
    async with shop.desk.db.read() as tx:
        (row,) = (await tx.execute(select(audit).where(audit.c.outcome == "confirmed"))).all()
        keys = (await tx.scalars(select(chunk.c.key))).all()
    assert (row.actor, row.action, row.people) == (ADMIN.user_id, "add", 3)
    assert len(keys) == 1
    assert "1202555" not in str(row)


async def test_a_database_that_goes_away_for_a_moment_is_asked_again(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview(campaign, phones(3))
    lock = batches.lock_campaign
    gone = [AdminShutdown("terminating connection due to administrator command")]

    async def broken_once(*arguments: Any) -> None:
        if gone:
            raise OperationalError("SELECT 1", {}, gone.pop(), connection_invalidated=True)
        await lock(*arguments)

    monkeypatch.setattr(batches, "lock_campaign", broken_once)
    batch_id = await shop.confirm(preview)

    assert [one.rows for one in await shop.chunks(batch_id)] == [3]
