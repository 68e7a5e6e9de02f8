"""A channel may wish for one message that is edited to each new digest."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

from sqlalchemy import Row, update

from bot.domain.cadence import parse_cadence
from bot.domain.channels import ChannelManners, News
from bot.domain.digest_orders import Order
from bot.store import channels
from bot.store.schema import post
from tests.clocks import ManualClock
from tests.services.books import ADMIN, CHANNEL, Books


async def hourly(books: Books, news: News | None) -> None:
    """An hourly digest in a channel that has this wish."""
    await books.campaign()
    async with books.desk.db.begin() as tx:
        await channels.set_manners(tx, CHANNEL, ChannelManners(news=news))
    cadence, _ = parse_cadence(["hourly"])
    await books.digests.order(ADMIN, "spring", cadence, "UTC", UTC)


async def an_hour_passes(books: Books, clock: ManualClock, state: str = "sent") -> None:
    """The digest falls due, and this becomes of its messages."""
    clock.move(3600)
    await books.run_all()
    async with books.desk.db.begin() as tx:
        ended: dict[str, Any] = {"state": state, "next_at": None}
        stamp = {"message_ts": "1.0"} if state == "sent" else {}
        await tx.execute(update(post).where(post.c.state == "queued").values(**ended | stamp))


def since(row: Row[Any]) -> int:
    return Order.from_wire(row.body).since.hour


async def test_one_message_shows_the_newest_and_its_thread_keeps_the_earlier_ones(
    books: Books, clock: ManualClock
) -> None:
    await hourly(books, News.EDITED)
    for _ in range(3):
        await an_hour_passes(books, clock)

    posts = await books.posts()
    head, edit, *thread = sorted(posts, key=lambda row: (row.thread_post_id or 0, row.id))
    assert (head.kind, edit.kind, edit.target_post_id) == ("message", "edit", head.id)
    assert edit.version == 1
    assert [row.thread_post_id for row in thread] == [head.id, head.id]
    hours = [since(row) for row in thread]
    assert hours == [hours[0], hours[0] + 1]
    assert since(head) == hours[0] + 2


async def test_a_message_that_never_came_is_followed_by_a_new_one(
    books: Books, clock: ManualClock
) -> None:
    await hourly(books, News.EDITED)
    await an_hour_passes(books, clock, "failed")
    await an_hour_passes(books, clock)

    first, second = await books.posts()
    assert (first.state, second.kind, second.thread_post_id) == ("failed", "message", None)


async def test_an_hourly_digest_rests_in_quiet_hours_and_covers_them_at_their_end(
    books: Books, clock: ManualClock
) -> None:
    await hourly(books, None)
    await an_hour_passes(books, clock)
    begin = clock.now()
    quiet = ChannelManners(
        quiet_from=f"{begin + timedelta(minutes=30):%H:%M}",
        quiet_to=f"{begin + timedelta(hours=4, minutes=30):%H:%M}",
    )
    async with books.desk.db.begin() as tx:
        await channels.set_manners(tx, CHANNEL, quiet)

    for _ in range(8):
        clock.move(1800)
        await books.run_all()
    assert len(await books.posts()) == 1
    clock.move(1800)
    await books.run_all()

    _, covering = await books.posts()
    order = Order.from_wire(covering.body)
    assert order.late_since is None
    assert order.since == (await books.due_times())[0]
    clock.move(1800)
    await books.run_all()
    assert len(await books.posts()) == 3


async def test_a_digest_for_a_time_of_the_day_comes_at_that_time(
    books: Books, clock: ManualClock
) -> None:
    await books.campaign()
    async with books.desk.db.begin() as tx:
        all_day = ChannelManners(quiet_from="00:00", quiet_to="23:59")
        await channels.set_manners(tx, CHANNEL, all_day)
    cadence, _ = parse_cadence(["daily", "09:30"])
    await books.digests.order(ADMIN, "spring", cadence, "UTC", UTC)

    clock.move(1800)
    assert await books.run_all() == 1
    assert len(await books.posts()) == 1


async def test_without_a_wish_each_digest_is_a_message(books: Books, clock: ManualClock) -> None:
    await hourly(books, None)
    for _ in range(2):
        await an_hour_passes(books, clock)

    assert [row.kind for row in await books.posts()] == ["message", "message"]
