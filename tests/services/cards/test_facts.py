"""What a card says of the future: it knows the calling hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.store import Database, snapshots
from tests.clocks import ManualClock
from tests.desks import a_desk
from tests.services.books import Books

FIVE = datetime(2026, 11, 2, 17, 0, tzinfo=UTC)
OFFICE = {"default": [{"localTimeFrom": "09:00", "localTimeTo": "18:00"}]}


@pytest.fixture
async def books(database: Database, clock: ManualClock) -> Books:
    clock.jump(FIVE)
    return Books(await a_desk(database, clock))


@pytest.mark.parametrize(
    ("limits", "end"),
    [
        ({}, FIVE + timedelta(hours=2)),
        ({"allowedTime": OFFICE}, datetime(2026, 11, 3, 10, 0, tzinfo=UTC)),
    ],
)
async def test_the_expected_end_knows_the_calling_hours(
    books: Books, limits: dict[str, object], end: datetime
) -> None:
    spring = await books.campaign(limits=limits)
    for minutes in (0, 30, 60):
        await books.finished(spring, number=20, at=FIVE - timedelta(minutes=minutes))
    await planned(books, spring.id, 120)

    facts = await books.cards.facts(spring)

    assert facts.pace is not None
    assert facts.pace.per_hour == 60
    assert facts.expected_end == end


async def planned(books: Books, campaign_id: int, number: int) -> None:
    """Call jobs that are still to be called."""
    still = {"outcome": "open", "finished_at": None, "talk_seconds": 0}
    rows = [books._job("planned", FIVE, still) for _ in range(number)]
    async with books.desk.db.begin() as tx:
        await snapshots.write(tx, campaign_id, new=rows, changed=[], before={})
