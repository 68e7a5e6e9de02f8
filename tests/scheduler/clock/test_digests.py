"""A digest comes once for each of its times, on whatever clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.cadence import parse_cadence
from bot.domain.digest_orders import Order
from tests.clocks import ManualClock
from tests.scheduler.clock.conftest import HOUR, Watch
from tests.services.books import ADMIN, Books

MONTH = timedelta(days=31)


async def ordered(books: Books, words: str) -> None:
    cadence, _ = parse_cadence(words.split())
    await books.digests.order(ADMIN, "spring", cadence, "UTC", UTC)


async def run_for(books: Books, clock: ManualClock, look_at_clock: Watch, time: timedelta) -> None:
    """Let the time go by, with all duties at work."""
    end = clock.now() + time
    while clock.now() < end:
        await look_at_clock(books.desk)
        await books.run_all()
        clock.move(600)


async def test_a_clock_that_goes_back_through_nine_o_clock_repeats_no_digest(
    books: Books, clock: ManualClock, look_at_clock: Watch
) -> None:
    await books.campaign()
    await ordered(books, "daily 09:30")
    clock.move(1800)
    await books.run_all()

    clock.jump(clock.now() - HOUR)
    await run_for(books, clock, look_at_clock, timedelta(days=1, hours=3))

    assert [f"{at:%d %H:%M}" for at in await books.due_times()] == ["02 09:30", "03 09:30"]
    assert len(await books.posts()) == 2


async def test_an_hourly_digest_does_not_run_twice_either(
    books: Books, clock: ManualClock, look_at_clock: Watch
) -> None:
    await books.campaign()
    await ordered(books, "hourly")
    await run_for(books, clock, look_at_clock, 3 * HOUR)
    before = await books.due_times()

    clock.jump(clock.now() - 2 * HOUR)
    await run_for(books, clock, look_at_clock, 4 * HOUR)

    after = await books.due_times()
    assert after[: len(before)] == before
    assert len(set(after)) == len(after) == len(await books.posts())


async def test_a_clock_that_is_set_forward_brings_one_digest_that_says_it_is_late(
    books: Books, clock: ManualClock, look_at_clock: Watch
) -> None:
    await books.campaign()
    await ordered(books, "hourly")
    await run_for(books, clock, look_at_clock, 1.5 * HOUR)
    before = len(await books.posts())

    clock.jump(clock.now() + 5 * HOUR)
    await run_for(books, clock, look_at_clock, HOUR / 6)

    late = (await books.posts())[before:]
    assert [Order.from_wire(one.body).missed for one in late] == [5]
    assert await look_at_clock(books.desk) == 0


async def test_after_a_month_that_was_none_the_digest_comes_tomorrow(
    books: Books, clock: ManualClock, look_at_clock: Watch
) -> None:
    spring = await books.campaign()
    await ordered(books, "daily 09:30")
    clock.move(1800)
    await books.run_all()
    right = clock.now()
    clock.jump(right + MONTH)
    await books.finished(spring, at=right)
    await books.run_all()
    covered = Order.from_wire((await books.posts())[-1].body).covers[spring.id].period

    clock.jump(right + HOUR)
    await run_for(books, clock, look_at_clock, timedelta(days=2))

    assert len(await books.posts()) == 4
    first = Order.from_wire((await books.posts())[2].body)
    assert first.covers[spring.id].period.since == covered.until, "told twice, or never"
    assert first.since <= right + timedelta(days=1)
    [schedule] = await books.schedules()
    assert schedule.next_at == datetime(2026, 11, 5, 9, 30, tzinfo=UTC)


async def test_a_digest_that_was_ordered_by_a_wrong_clock_comes_when_it_should(
    books: Books, clock: ManualClock, look_at_clock: Watch
) -> None:
    await books.campaign()
    right = clock.now()
    clock.jump(right + MONTH)
    await ordered(books, "daily 09:30")

    clock.jump(right)
    await run_for(books, clock, look_at_clock, HOUR)

    assert [f"{at:%d %H:%M}" for at in await books.due_times()] == ["02 09:30"]
    assert await look_at_clock(books.desk) == 1
