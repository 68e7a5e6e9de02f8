"""Hosts with reports by date: the whole campaign is seen, at a cost that follows what changed.

Each look asks for what was created and what has finished since the newest instants that the host
itself gave. What just became visible may carry an older instant than that, so finishes are asked
for with an overlap, until a look has come after it.

Open states are mere counters: the unfinished call jobs are walked at every look while they are few,
and ever more seldom the more they are, so that a look costs a handful of requests on average. Such
a **sweep** also finds what no date shows: the known call jobs that are open here and not there.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Final

from bot.calls_api import JobReport, ReportPage
from bot.domain.summary import summarise
from bot.services.desk import Desk
from bot.services.watching.known import KnownJobs
from bot.services.watching.look import EPOCH, Look, patiently
from bot.services.watching.pages import Pages
from bot.store import jobs
from bot.store.snapshots import PAGE

OVERLAP: Final = timedelta(minutes=1)
"""How late a finish may become visible and still be seen at the next look."""
FEW: Final = 1_000
"""Rows that any look may cost: five pages."""
_SELDOM: Final = timedelta(hours=1)
_TICK: Final = timedelta(milliseconds=1)


class Wide:
    """The looks at a whole campaign."""

    def __init__(self, desk: Desk, pages: Pages, known: KnownJobs) -> None:
        self._desk = desk
        self._pages = pages
        self._known = known

    async def look(self, look: Look) -> None:
        """See what is new; the first time everything."""
        if look.campaign.watermark_at is None:
            await self._everything(look)
        else:
            await self._news(look, look.campaign.watermark_at)

    async def _everything(self, look: Look) -> None:
        """All call jobs, and then once more what finished since the reading began: a job that was
        read as open may have finished before the newest finish that was read after it."""
        began = look.client.host_now()
        if await self._take(look, look.client.jobs_by_date()):
            await self._take(look, look.client.unfinished())
        if await self._finished(look, began - OVERLAP if began else EPOCH):
            await self._known.look(look)
        look.swept = True

    async def _news(self, look: Look, watermark: datetime) -> None:
        is_settled = self._is_settled(look, watermark)
        crowd = 0 if is_settled else await self._crowd(look, watermark)
        look.swept = await self._sweeps(look, crowd)
        seen: set[str] = set()
        if not look.swept or await self._take(look, look.client.unfinished(), seen):
            since = (look.campaign.newest_job_at or EPOCH) + _TICK
            await self._take(look, look.client.jobs_by_date(created_from=since))
        overlaps = not is_settled and (look.swept or crowd <= FEW)
        beyond = await self._finished(look, watermark + (-OVERLAP if overlaps else _TICK))
        if look.swept or beyond:
            await self._known.look(look, seen)

    def _is_settled(self, look: Look, watermark: datetime) -> bool:
        """Whether the newest finish was followed by a whole look that came late enough to see all
        that may have become visible after it: nothing so old will come any more."""
        swept_at = look.campaign.swept_at
        if watermark <= EPOCH or swept_at is None:
            return watermark <= EPOCH
        return swept_at + look.campaign.host_clock > watermark + 2 * OVERLAP

    async def _crowd(self, look: Look, watermark: datetime) -> int:
        """How many rows the overlap would bring again: a stop ends thousands in one instant."""
        async with self._desk.db.read() as tx:
            return await jobs.finished_since(
                tx, look.campaign.id, watermark - OVERLAP, at_most=100 * FEW
            )

    async def _sweeps(self, look: Look, crowd: int) -> bool:
        async with self._desk.db.read() as tx:
            counts = await jobs.counts(tx, look.campaign.id)
        weight = max(summarise(counts, 0).open, crowd)
        swept_at = look.campaign.swept_at
        if weight <= FEW or swept_at is None:
            return True
        pause = min(self._desk.rules.watch_every * (weight / FEW), _SELDOM)
        return look.began_at >= swept_at + pause

    async def _finished(self, look: Look, since: datetime) -> bool:
        """Take what finished since; whether the host has more than its pages and dates reach."""
        return await self._take(look, look.client.jobs_by_date(finished_from=max(since, EPOCH)))

    async def _take(
        self,
        look: Look,
        pages: AsyncIterator[ReportPage[JobReport]],
        seen: set[str] | None = None,
    ) -> bool:
        """Take pages in, some together; ``seen`` gathers their ids, 40,000 at most."""
        rows: list[JobReport] = []
        beyond = False
        async for page in patiently(pages):
            beyond = beyond or page.beyond
            rows += page.rows
            if seen is not None:
                seen.update(row.call_job_id for row in page.rows)
            if len(rows) + len(page.rows) > PAGE:
                await self._pages.take(look, rows)
                rows = []
        await self._pages.take(look, rows)
        await self._pages.store(look)
        return beyond
