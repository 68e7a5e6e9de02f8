"""Reports of one campaign, in pages, so that memory does not grow with the list."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from bot.calls_api import decoding, wire
from bot.calls_api.answers import Answer
from bot.calls_api.calling import Line
from bot.calls_api.capabilities import Capabilities
from bot.calls_api.dates import AttemptDates, JobDates, Span
from bot.calls_api.errors import RouteAbsent
from bot.calls_api.jobs import AttemptReport, JobReport
from bot.calls_api.news import Said, job_news
from bot.calls_api.pages import LARGEST_PAGE, Page, PageRequest, ReportPage
from bot.calls_api.routes import Route
from bot.calls_api.selection import CHUNK, Found, Selection, look_up, pieces
from bot.calls_api.walking import walk, walk_dates

R = TypeVar("R", JobReport, AttemptReport)


@dataclass(frozen=True, slots=True)
class CampaignReports:
    """The reads of a campaign's reports.

    Without ``capabilities`` it tries the current route of job reports, then the legacy one.
    """

    line: Line
    capabilities: Capabilities | None = field(default=None, repr=False)

    async def job_reports(
        self, *, ids: Sequence[str] = (), phones: Sequence[str] = (), chunk: int = CHUNK
    ) -> AsyncIterator[Found[JobReport]]:
        """Rows of call jobs by ID, then by phone, ``chunk`` members at a time.

        ``missing`` has the members that the host says it does not know, and IDs that it left out.
        """
        async for found in _reports(self._job_report, ids, phones, chunk):
            yield found

    async def jobs_of(self, ids: Sequence[str]) -> list[JobReport]:
        """Rows of these call jobs, some thousand at most, in one request.

        One that the host does not know refuses them all: :meth:`job_reports` goes on without it.
        """
        return await self._job_report(_of_ids(tuple(ids)))

    async def job_news(
        self, known: Mapping[str, Said], *, ids: Sequence[str], chunk: int = CHUNK
    ) -> AsyncIterator[Found[JobReport]]:
        """As :meth:`job_reports`, without the rows that say only what is ``known`` of their call
        jobs by ID: at a third of the cost where little is new.
        """
        told: set[str] = set()
        read = partial(job_news, known=known, told=told)
        for piece in pieces(ids, chunk):
            async for found in look_up(piece, lambda some: self._job_report(_of_ids(some), read)):
                yield found if found.missing else replace(found, missing=_not_in(found, told))

    async def attempt_reports(
        self, *, ids: Sequence[str] = (), phones: Sequence[str] = (), chunk: int = CHUNK
    ) -> AsyncIterator[Found[AttemptReport]]:
        """Rows of call attempts, any number for a call job; else as :meth:`job_reports`."""
        async for found in _reports(self._attempt_report, ids, phones, chunk):
            yield found

    async def jobs_by_date(
        self,
        *,
        created_from: datetime | None = None,
        created_to: datetime | None = None,
        finished_from: datetime | None = None,
        finished_to: datetime | None = None,
        page_size: int = LARGEST_PAGE,
    ) -> AsyncIterator[ReportPage[JobReport]]:
        """All call jobs of these dates, narrowed where the host would cut off; rows may repeat.

        A page that says ``beyond`` is the last of an instant of which the host holds more.
        """
        dates = JobDates(Span(created_from, created_to), Span(finished_from, finished_to))
        async for page in walk_dates(self._jobs_by_date, JobDates.divided, dates, page_size):
            yield page

    async def attempts_by_date(
        self,
        *,
        started_from: datetime | None = None,
        started_to: datetime | None = None,
        finished_from: datetime | None = None,
        finished_to: datetime | None = None,
        page_size: int = LARGEST_PAGE,
    ) -> AsyncIterator[ReportPage[AttemptReport]]:
        """All call attempts of these dates, as of :meth:`jobs_by_date`."""
        dates = AttemptDates(Span(started_from, started_to), Span(finished_from, finished_to))
        async for page in walk_dates(
            self._attempts_by_date, AttemptDates.divided, dates, page_size
        ):
            yield page

    async def unfinished(
        self, *, page_size: int = LARGEST_PAGE
    ) -> AsyncIterator[ReportPage[JobReport]]:
        """The call jobs that are open, 40,000 at most.

        Jobs that finish in between move the later pages, so a job may be passed over: the report
        by date shows what became of it.
        """
        async for page in walk(self._unfinished, page_size):
            yield page

    async def _job_report(
        self, selection: Selection, read: Callable[[Answer], list[JobReport]] = decoding.jobs
    ) -> list[JobReport]:
        known = self.capabilities
        if known and Route.JOB_REPORT not in known and Route.LEGACY_JOB_REPORT in known:
            return await self.line.ask(wire.job_report(selection, Route.LEGACY_JOB_REPORT, read))
        try:
            return await self.line.ask(wire.job_report(selection, read=read))
        except RouteAbsent:
            if known:
                raise
        return await self.line.ask(wire.job_report(selection, Route.LEGACY_JOB_REPORT, read))

    async def _attempt_report(self, selection: Selection) -> list[AttemptReport]:
        return await self.line.ask(wire.attempt_report(selection))

    async def _jobs_by_date(self, dates: JobDates, page: PageRequest) -> Page[JobReport]:
        return await self.line.ask(wire.jobs_by_date(dates, page))

    async def _attempts_by_date(
        self, dates: AttemptDates, page: PageRequest
    ) -> Page[AttemptReport]:
        return await self.line.ask(wire.attempts_by_date(dates, page))

    async def _unfinished(self, page: PageRequest) -> Page[JobReport]:
        return await self.line.ask(wire.unfinished(page))


async def _reports(
    ask: Callable[[Selection], Awaitable[list[R]]],
    ids: Sequence[str],
    phones: Sequence[str],
    chunk: int,
) -> AsyncIterator[Found[R]]:
    """What a host knows of these members, piece by piece."""
    for piece in pieces(ids, chunk):
        async for found in look_up(piece, lambda some: ask(_of_ids(some))):
            told = {row.call_job_id for row in found.answer}
            yield found if found.missing else replace(found, missing=_not_in(found, told))
    for piece in pieces(phones, chunk):
        async for found in look_up(piece, lambda some: ask(Selection(phones=some))):
            yield found


def _of_ids(ids: tuple[str, ...]) -> Selection:
    return Selection(ids=ids)


def _not_in(found: Found[R], told: Collection[str]) -> tuple[str, ...]:
    """The IDs that the host passed over in silence. Of phones this cannot be said: they change."""
    return tuple(member for member in found.asked if member not in told)
