"""The bot's books for tests of what reads them: campaigns, and call jobs that finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Row, select

from bot.domain.campaigns import Campaign
from bot.domain.outcomes import outcome_of
from bot.domain.people import Actor
from bot.services.access import Access
from bot.services.campaigns import Campaigns
from bot.services.cards import Cards
from bot.services.desk import Desk
from bot.services.digests import DigestFigures, DigestRuns, Digests, Scopes
from bot.store import campaigns, snapshots
from bot.store.schema import post, schedule, schedule_run
from tests.clocks import START
from tests.services.watching.phones import phones

CHANNEL, OTHER_CHANNEL = "C0CALLS", "C0OTHER"
ADMIN = Actor("UADMIN", CHANNEL, "request")
ANSWERED, UNANSWERED = "longCallWithResult", "noAnswer"


@dataclass
class Books:
    """A desk, and what is written down on it."""

    desk: Desk
    numbers: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        access = Access(self.desk)
        self.access = access
        self.registry = Campaigns(self.desk, access)
        self.cards = Cards(self.desk, access, self.registry)
        self.digests = Digests(self.desk, access, Scopes(self.desk, access, self.registry))
        self.figures = DigestFigures(self.desk, self.cards)
        self.runs = DigestRuns(self.desk)

    async def campaign(
        self, name: str = "spring", channels: Sequence[str] = (CHANNEL,), **values: Any
    ) -> Campaign:
        """A connected campaign whose host told everything up to now."""
        now = self.desk.clock.now()
        values = {
            "name": name,
            "host": "https://app.jaicp.com",
            "connected_by": "UADMIN",
            "connected_at": now,
            **values,
        }
        async with self.desk.db.begin() as tx:
            made = await campaigns.add(tx, values)
            await campaigns.link(tx, made, channels, now)
        return await self.registry.by_id(made)

    async def finished(
        self,
        campaign: Campaign,
        status: str = ANSWERED,
        number: int = 1,
        *,
        at: datetime | None = None,
        **values: Any,
    ) -> list[str]:
        """Call jobs that came to an end at an instant, now by default; their IDs."""
        at = at or self.desk.clock.now()
        rows = [self._job(status, at, values) for _ in range(number)]
        async with self.desk.db.begin() as tx:
            await snapshots.write(tx, campaign.id, new=rows, changed=[], before={})
            newest = max(campaign.watermark_at or at, at)
            await campaigns.change(tx, campaign.id, watermark_at=newest, looked_at=newest)
        return [row["job_id"] for row in rows]

    def _job(self, status: str, at: datetime, values: dict[str, Any]) -> dict[str, Any]:
        serial = next(self.numbers)
        return {
            "job_id": f"{5665000000 + serial}",
            "phone": phones(1, serial)[0],
            "status": status,
            "outcome": str(outcome_of(status)),
            "attempts": 2,
            "talk_seconds": 30 if status == ANSWERED else 0,
            "created_at": START,
            "finished_at": at,
            "report_data": None,
            "seen_at": at,
            **values,
        }

    async def rows(self, table: Any) -> list[Row[Any]]:
        """All rows of a table, by id where it has one."""
        key = table.c.id if "id" in table.c else table.c.due_at
        async with self.desk.db.read() as tx:
            return list((await tx.execute(select(table).order_by(key))).all())

    async def posts(self) -> list[Row[Any]]:
        """The outbox."""
        return await self.rows(post)

    async def schedules(self) -> list[Row[Any]]:
        """What was ordered."""
        return await self.rows(schedule)

    async def due_times(self) -> list[datetime]:
        """The due times that ran."""
        return [row.due_at for row in await self.rows(schedule_run)]

    async def run_all(self) -> int:
        """Run what is due, as the duty does; how many steps that took."""
        steps = 0
        while await self.runs.step():
            steps += 1
        return steps


def hours(number: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=number)
