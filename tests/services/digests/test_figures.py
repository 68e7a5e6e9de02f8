"""The figures of a digest: this period against the one before and the week before."""

from __future__ import annotations

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from bot.domain.campaigns import Campaign
from bot.domain.digest_orders import Covered, Order
from bot.domain.outcomes import Outcome
from bot.domain.periods import Period, timeline
from bot.store.schema import batch, chunk
from tests.clocks import START, ManualClock
from tests.services.books import ANSWERED, UNANSWERED, Books, hours

DAY = Period(START - hours(24), START)


def order_of(*every: Campaign) -> Order:
    return Order(DAY.since, {one.id: Covered(DAY, DAY.before()) for one in every})


async def test_what_finished_is_held_against_the_day_before_and_the_week_before(
    books: Books,
) -> None:
    spring = await books.campaign()
    for days, number in ((0.5, 5), (1.5, 3), (7.5, 9)):
        await books.finished(spring, ANSWERED, number, at=START - timedelta(days=days))
    await books.finished(spring, UNANSWERED, 2, at=START - hours(1))

    digest = await books.figures.digest(order_of(spring), UTC)

    assert digest.summary.finished == 7
    assert digest.summary.reached == 5
    assert digest.summary.talk_seconds == 150
    assert digest.against_before is not None
    assert digest.against_week_ago is not None
    assert digest.against_before.delta.finished == 4
    assert digest.against_week_ago.delta.by_outcome[Outcome.SUCCESS] == -4
    assert digest.parts[0].unanswered == 2


async def test_the_ends_of_a_period_belong_to_it_and_to_the_next(books: Books) -> None:
    spring = await books.campaign()
    await books.finished(spring, at=DAY.since)
    await books.finished(spring, at=DAY.until)

    assert (await books.figures.digest(order_of(spring), UTC)).summary.finished == 1


async def test_finishes_are_counted_by_the_hours_of_the_readers_wall_clock(books: Books) -> None:
    spring, kathmandu = await books.campaign(), ZoneInfo("Asia/Kathmandu")
    for minutes in (50, 40, 20):
        await books.finished(spring, at=START - timedelta(minutes=minutes))

    digest = await books.figures.digest(order_of(spring), kathmandu)

    steps = timeline(digest.counts, kathmandu)
    # 08:10, 08:20 and 08:40 in UTC are 13:55, 14:05 and 14:25 in Nepal.
    assert [(f"{step.start:%H:%M}", step.summary.finished) for step in steps] == [
        ("13:00", 1),
        ("14:00", 2),
    ]
    assert steps[0].summary.attempts == 2


async def test_a_campaign_that_is_gone_is_left_out(books: Books) -> None:
    spring, autumn = await books.campaign("spring"), await books.campaign("autumn")
    await books.finished(autumn, at=START - hours(1))
    gone = Order(DAY.since, {**order_of(spring, autumn).covers, 999: Covered(DAY, DAY)})

    digest = await books.figures.digest(gone, UTC)

    assert [part.facts.campaign.name for part in digest.news] == ["autumn"]
    assert [part.facts.campaign.name for part in digest.quiet] == ["spring"]


async def test_what_was_added_is_news(books: Books, clock: ManualClock) -> None:
    spring = await books.campaign()
    async with books.desk.db.begin() as tx:
        made = await tx.execute(
            batch.insert()
            .values(
                campaign_id=spring.id,
                state="done",
                source="command",
                created_by="UADMIN",
                created_at=START,
            )
            .returning(batch.c.id)
        )
        sent = {"batch_id": made.scalar_one(), "first_position": 0, "last_position": 39}
        for seq, at in enumerate((START - hours(1), START - hours(30))):
            await tx.execute(
                chunk.insert().values(**sent, seq=seq, rows=40, state="sent", sent_at=at)
            )

    [part] = (await books.figures.digest(order_of(spring), UTC)).parts

    assert part.added == 40
    assert not part.is_nothing_new
