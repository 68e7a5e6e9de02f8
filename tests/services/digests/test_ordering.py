"""Operators order digests for a channel, see them numbered, and end them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.cadence import parse_cadence
from bot.domain.channels import ChannelManners
from bot.domain.digest_orders import Order, StandingOrder
from bot.domain.people import Actor
from bot.errors import NotAllowed, NotFound, Refused, TooLate
from bot.store import channels
from tests.clocks import START, ManualClock
from tests.services.books import ADMIN, CHANNEL, OTHER_CHANNEL, Books, hours

NEW_YORK = ZoneInfo("America/New_York")


async def order(
    books: Books, words: str, *, name: str | None = None, zone: str | None = None
) -> StandingOrder:
    cadence, _ = parse_cadence(words.split())
    return await books.digests.order(ADMIN, name, cadence, zone, NEW_YORK)


async def set_zone(books: Books, zone: str) -> None:
    async with books.desk.db.begin() as tx:
        await channels.set_manners(tx, CHANNEL, ChannelManners(zone=zone))


async def test_the_zone_is_as_typed_else_the_channels_else_the_askers(books: Books) -> None:
    await books.campaign()
    assert (await order(books, "daily 09:00")).zone == "America/New_York"
    await set_zone(books, "Europe/Moscow")
    assert (await order(books, "daily 09:00")).zone == "Europe/Moscow"
    assert (await order(books, "daily 09:00", zone="Asia/Tokyo")).zone == "Asia/Tokyo"


async def test_the_next_three_runs_are_told(books: Books) -> None:
    await books.campaign()
    made = await order(books, "weekdays 09:30", zone="UTC")
    assert made.next_runs == tuple(datetime(2026, 11, day, 9, 30, tzinfo=UTC) for day in (2, 3, 4))


async def test_digests_are_numbered_and_ended_by_number(books: Books) -> None:
    await books.campaign("spring")
    await books.campaign("autumn")
    await order(books, "daily 09:00", name="spring")
    await order(books, "hourly", name="autumn")
    await order(books, "weekly mon 10:00")
    listed = await books.digests.listing(ADMIN)
    assert [(one.number, one.campaign) for one in listed] == [
        (1, "spring"),
        (2, "autumn"),
        (3, None),
    ]

    [ended] = await books.digests.off(ADMIN, None, 2)

    assert ended.campaign == "autumn"
    left = await books.digests.listing(ADMIN)
    assert [(one.number, one.campaign) for one in left] == [(1, "spring"), (2, None)]
    with pytest.raises(NotFound, match="no digest number 7"):
        await books.digests.off(ADMIN, None, 7)


async def test_off_without_a_number_ends_those_of_the_campaign_or_of_the_channel(
    books: Books,
) -> None:
    await books.campaign("spring")
    await books.campaign("autumn")
    for name in ("spring", "autumn", None):
        await order(books, "daily 09:00", name=name)

    assert [one.campaign for one in await books.digests.off(ADMIN, "spring", None)] == ["spring"]
    assert [one.campaign for one in await books.digests.off(ADMIN, None, None)] == ["autumn", None]
    assert await books.digests.listing(ADMIN) == []


async def test_what_is_off_runs_no_more(books: Books, clock: ManualClock) -> None:
    await books.campaign()
    await order(books, "hourly")
    await books.digests.off(ADMIN, None, None)
    clock.move(7200)

    assert await books.run_all() == 0
    assert await books.posts() == []


async def test_the_same_digest_is_not_ordered_twice(books: Books) -> None:
    await books.campaign()
    await order(books, "daily 09:00")
    with pytest.raises(TooLate, match="number 1"):
        await order(books, "daily 09:00")


async def test_a_pressed_button_of_a_digest_that_is_off_changes_nothing(books: Books) -> None:
    await books.campaign()
    made = await order(books, "daily 09:00")
    await books.digests.off(ADMIN, None, None)
    with pytest.raises(TooLate, match="off already"):
        await books.digests.pressed(ADMIN, made.schedule_id)


async def test_digests_belong_to_channels_and_their_campaigns(books: Books) -> None:
    await books.campaign("spring", [OTHER_CHANNEL])
    cadence, _ = parse_cadence(["hourly"])
    direct = replace(ADMIN, channel_id="D0DIRECT", is_direct=True)
    with pytest.raises(Refused, match="belongs in a channel"):
        await books.digests.order(direct, None, cadence, None, UTC)
    with pytest.raises(NotFound, match="No campaign is connected"):
        await books.digests.order(ADMIN, None, cadence, None, UTC)
    with pytest.raises(Refused, match="not connected to this channel"):
        await books.digests.order(ADMIN, "spring", cadence, None, UTC)
    assert await books.schedules() == []


async def test_somebody_without_the_role_orders_nothing(books: Books) -> None:
    await books.campaign()
    cadence, _ = parse_cadence(["hourly"])
    with pytest.raises(NotAllowed, match="operator"):
        await books.digests.order(Actor("UVIEWER", CHANNEL, "r"), None, cadence, None, UTC)
    assert await books.schedules() == []


async def test_a_digest_at_once_covers_a_day_where_none_was_before(books: Books) -> None:
    spring = await books.campaign()
    await books.finished(spring, at=START - hours(1))

    await books.digests.now(ADMIN, None, "key-1")
    await books.digests.now(ADMIN, None, "key-1")

    [post] = await books.posts()
    order = Order.from_wire(post.body)
    assert order.since == START - hours(24)
    assert order.covers[spring.id].period.since == START - hours(24)


async def test_a_digest_at_once_begins_where_the_last_one_ended(
    books: Books, clock: ManualClock
) -> None:
    spring = await books.campaign()
    await order(books, "hourly")
    await books.finished(spring, at=START + hours(0.5))
    clock.move(3600)
    await books.run_all()
    await books.finished(spring, at=START + hours(1.2))
    clock.move(1800)

    await books.digests.now(ADMIN, None, "key-1")

    scheduled, at_once = [Order.from_wire(post.body) for post in await books.posts()]
    assert at_once.since == START + hours(1)
    assert at_once.covers[spring.id].period.since == scheduled.covers[spring.id].period.until
