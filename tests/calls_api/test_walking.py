"""Walks through pages: all rows come, whatever the host holds and however it cuts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.calls_api import JobReport, UnexpectedAnswer
from bot.calls_api.dates import JobDates, Span
from bot.calls_api.moments import TICK
from bot.calls_api.pages import Page, PageRequest, ReportPage
from bot.calls_api.walking import walk, walk_dates

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def jobs(
    count: int,
    created: Callable[[int], datetime] = lambda n: NOON - DAY + n * TICK,
    finished: Callable[[int], datetime | None] = lambda n: NOON + n * TICK,
) -> list[JobReport]:
    return [
        JobReport(call_job_id=str(n), phone="1", created_at=created(n), finished_at=finished(n))
        for n in range(count)
    ]


class Books:
    """A host with these rows, in this order, that counts requests."""

    def __init__(self, rows: list[JobReport]) -> None:
        self.rows = rows
        self.requests = 0

    async def by_date(self, dates: JobDates, page: PageRequest) -> Page[JobReport]:
        self.requests += 1
        rows = [row for row in self.rows if _is_in(row, dates)]
        start = page.page * page.size
        return Page(items=rows[start : start + page.size])

    async def walked(self, dates: JobDates, size: int) -> list[ReportPage[JobReport]]:
        pages = walk_dates(self.by_date, JobDates.divided, dates, size)
        return [page async for page in pages]


def _is_in(row: JobReport, dates: JobDates) -> bool:
    pairs = ((row.created_at, dates.created), (row.finished_at, dates.finished))
    return all(not span or (at and _holds(span, at)) for at, span in pairs)


def _holds(span: Span, at: datetime) -> bool:
    return (span.start is None or span.start <= at) and (span.end is None or at <= span.end)


def ids(pages: list[ReportPage[JobReport]]) -> set[str]:
    return {row.call_job_id for page in pages for row in page.rows}


ALL = JobDates(finished=Span(NOON - DAY))


async def test_a_short_first_page_is_one_request() -> None:
    books = Books(jobs(3))
    [page] = await books.walked(ALL, 200)
    assert len(page.rows) == 3
    assert books.requests == 1


async def test_no_row_is_no_page() -> None:
    assert await Books([]).walked(ALL, 200) == []


async def test_a_few_pages_are_walked_to_the_short_one() -> None:
    books = Books(jobs(450))
    pages = await books.walked(ALL, 200)
    assert [len(page.rows) for page in pages] == [200, 200, 50]
    assert books.requests == 4, "the last page that a host has is looked at once"


@pytest.mark.parametrize("backwards", [False, True])
async def test_more_rows_than_pages_reach_are_read_by_narrower_dates(backwards: bool) -> None:
    rows = jobs(1_500)
    books = Books(rows[::-1] if backwards else rows)
    pages = await books.walked(ALL, 2)
    assert ids(pages) == ids([ReportPage(rows)])
    assert not any(page.beyond for page in pages)
    assert books.requests < 1_000


async def test_what_a_stop_finished_in_one_instant_is_read_by_creation() -> None:
    early = jobs(50, finished=lambda n: NOON - n * TICK)
    crowd = jobs(1_500, finished=lambda n: NOON + 9 * TICK)[50:]
    books = Books(early + crowd)
    pages = await books.walked(ALL, 2)
    assert ids(pages) == ids([ReportPage(early + crowd)])
    assert not any(page.beyond for page in pages)


async def test_what_no_date_divides_is_told_and_the_rest_still_comes() -> None:
    crowd = jobs(500, created=lambda n: NOON - DAY, finished=lambda n: NOON)
    late = [
        JobReport(
            call_job_id="late", phone="1", created_at=NOON, finished_at=NOON + timedelta(hours=1)
        )
    ]
    pages = await Books(crowd + late).walked(ALL, 2)
    assert sum(page.beyond for page in pages) == 1
    assert len(ids(pages)) == 401
    assert "late" in ids(pages)


async def test_open_jobs_are_walked_by_creation() -> None:
    rows = jobs(900, finished=lambda n: None)
    pages = await Books(rows).walked(JobDates(), 2)
    assert ids(pages) == ids([ReportPage(rows)])


async def test_a_walk_without_dates_ends_where_the_host_does() -> None:
    async def endless(page: PageRequest) -> Page[JobReport]:
        return Page(items=jobs(2))

    pages = [page async for page in walk(endless, 2)]
    assert len(pages) == 200
    assert [page.beyond for page in pages[-2:]] == [False, True]


async def test_a_host_may_give_smaller_pages_than_were_asked_for() -> None:
    rows = jobs(25)

    async def ten_at_most(page: PageRequest) -> Page[JobReport]:
        items = rows[page.page * 10 : page.page * 10 + 10]
        return Page(items=items, pagination={"page": page.page, "pageSize": 10})  # type: ignore[arg-type]

    pages = [page async for page in walk(ten_at_most, 200)]
    assert [len(page.rows) for page in pages] == [10, 10, 5]


async def test_a_host_that_turns_no_page_is_found_out() -> None:
    async def stuck(page: PageRequest) -> Page[JobReport]:
        return Page(items=jobs(2), pagination={"page": 0, "pageSize": 2})  # type: ignore[arg-type]

    with pytest.raises(UnexpectedAnswer):
        [page async for page in walk(stuck, 2)]


@pytest.mark.parametrize(("page", "size"), [(-1, 1), (200, 1), (0, 0), (0, 201)])
def test_a_page_has_its_bounds(page: int, size: int) -> None:
    with pytest.raises(ValueError, match="page"):
        PageRequest(page, size)
