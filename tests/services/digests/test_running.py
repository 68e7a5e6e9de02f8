"""Digests come once for each due time, whatever the clock and the workers do."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.cadence import parse_cadence
from bot.domain.digest_orders import Order
from bot.services.digests import DigestRuns
from bot.store import campaigns
from tests.clocks import ManualClock
from tests.services.books import ADMIN, CHANNEL, OTHER_CHANNEL, Books, hours

BERLIN = ZoneInfo("Europe/Berlin")


async def ordered(books: Books, words: str, zone: str = "UTC", name: str | None = "spring") -> None:
    cadence, _ = parse_cadence(words.split())
    await books.digests.order(ADMIN, name, cadence, zone, UTC)


async def order_of_last(books: Books) -> Order:
    return Order.from_wire((await books.posts())[-1].body)


async def test_a_due_digest_is_posted_and_its_next_time_is_set(
    books: Books, clock: ManualClock
) -> None:
    await books.campaign()
    await ordered(books, "daily 09:30")
    assert not await books.runs.step()

    clock.move(1800)

    assert await books.run_all() == 1
    [post] = await books.posts()
    assert (post.render, post.channel_id, post.kind) == ("digest", CHANNEL, "message")
    [schedule] = await books.schedules()
    assert schedule.next_at == datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
    assert await books.due_times() == [datetime(2026, 11, 2, 9, 30, tzinfo=UTC)]


async def test_two_workers_post_one_digest(books: Books, clock: ManualClock) -> None:
    await books.campaign()
    await ordered(books, "hourly")
    workers = [DigestRuns(books.desk) for _ in range(4)]
    for _ in range(3):
        clock.move(3600)
        await asyncio.gather(*(worker.step() for worker in workers))

    assert len(await books.posts()) == 3
    assert len(await books.due_times()) == 3


@pytest.mark.parametrize(
    ("words", "first", "last", "expected"),
    [
        ("daily 02:30", (2027, 3, 27), (2027, 3, 30), ["02:30", "03:30", "02:30"]),
        ("daily 02:30", (2026, 10, 24), (2026, 10, 27), ["02:30", "02:30", "02:30"]),
    ],
    ids=["the hour is skipped", "the hour comes twice"],
)
async def test_a_digest_in_the_turn_of_the_clocks_neither_vanishes_nor_doubles(
    books: Books,
    clock: ManualClock,
    words: str,
    first: tuple[int, int, int],
    last: tuple[int, int, int],
    expected: list[str],
) -> None:
    clock.jump(datetime(*first, tzinfo=BERLIN).astimezone(UTC))
    end = datetime(*last, tzinfo=BERLIN)
    await books.campaign()
    await ordered(books, words, "Europe/Berlin")

    while clock.now() < end:
        await books.run_all()
        clock.move(600)

    walls = [at.astimezone(BERLIN) for at in await books.due_times()]
    assert [f"{wall:%H:%M}" for wall in walls] == expected
    assert len({wall.date() for wall in walls}) == len(expected)


async def test_what_fell_due_while_everything_was_down_is_one_digest_and_says_so(
    books: Books, clock: ManualClock
) -> None:
    await books.campaign()
    await ordered(books, "daily 09:30")
    clock.move(1800)
    await books.run_all()

    clock.move(3 * 86_400 + 7200)
    await books.run_all()

    assert len(await books.posts()) == 2
    order = await order_of_last(books)
    assert order.missed == 3
    assert order.late_since == datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
    assert order.since == datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    [schedule] = await books.schedules()
    assert schedule.next_at == datetime(2026, 11, 6, 9, 30, tzinfo=UTC)


async def test_a_digest_in_time_does_not_say_that_it_is_late(
    books: Books, clock: ManualClock
) -> None:
    await books.campaign()
    await ordered(books, "daily 09:30")
    clock.move(1820)

    await books.run_all()

    assert (await order_of_last(books)).late_since is None


async def test_a_clock_that_is_set_back_repeats_no_digest(books: Books, clock: ManualClock) -> None:
    await books.campaign()
    await ordered(books, "daily 09:30")
    clock.move(1800)
    await books.run_all()

    clock.jump(clock.now() - hours(2))
    await books.run_all()
    clock.move(2.5 * 3600)
    await books.run_all()

    assert len(await books.posts()) == 1


async def test_a_campaign_that_left_the_channel_ends_its_digest_there(
    books: Books, clock: ManualClock
) -> None:
    spring = await books.campaign()
    await ordered(books, "daily 09:30")
    async with books.desk.db.begin() as tx:
        await campaigns.link(tx, spring.id, [OTHER_CHANNEL], clock.now())
    clock.move(1800)

    await books.run_all()

    assert await books.posts() == []
    [schedule] = await books.schedules()
    assert schedule.off_reason == "campaign_left"


async def test_a_channels_digest_covers_all_its_campaigns_with_a_thread_each(
    books: Books, clock: ManualClock
) -> None:
    ids = [(await books.campaign(name)).id for name in ("autumn", "spring")]
    await ordered(books, "daily 09:30", name=None)
    clock.move(1800)

    await books.run_all()

    main, *parts = await books.posts()
    assert set(Order.from_wire(main.body).covers) == set(ids)
    assert [part.render for part in parts] == ["digest_part", "digest_part"]
    assert [part.subject_id for part in parts] == ids
    assert {part.thread_post_id for part in parts} == {main.id}


async def test_periods_join_without_a_gap_and_without_an_overlap(
    books: Books, clock: ManualClock
) -> None:
    """A finish that reaches us after the digest was made is in the next one."""
    spring = await books.campaign()
    await ordered(books, "daily 09:30")
    seen_late = clock.now() + timedelta(minutes=29, seconds=50)
    await books.finished(spring, at=clock.now() + timedelta(minutes=20))
    clock.move(1800)
    await books.run_all()
    first = (await order_of_last(books)).covers[spring.id].period

    await books.finished(spring, at=seen_late)
    clock.move(86_400)
    await books.run_all()

    second = (await order_of_last(books)).covers[spring.id]
    assert second.period.since == first.until <= seen_late < second.period.until
    assert second.before == first
