"""Paged reports by date, and the call jobs that are not finished."""

from itertools import islice
from typing import Any, Final, TypeVar

from simulators.calls_api import errors
from simulators.calls_api.answers import Answer, json_answer
from simulators.calls_api.routes.asked import Asked
from simulators.calls_api.routes.paging import Index, Page, Range, read_page, read_range, select
from simulators.calls_api.routes.reports import in_some_order
from simulators.calls_api.routes.rows import Row, attempt_row, job_row

T = TypeVar("T")

_EMPTY: Final = Range(None, None)


def get_jobs_by_date(asked: Asked) -> Answer:
    campaign = asked.campaign
    begun = Index(campaign.ledger.jobs, lambda job: job.created_at)
    ended = Index(campaign.ledger.finished, lambda job: job.finished_at)
    page, jobs = _page(asked, begun, ended, "createdAt")
    return _paged(asked, page, [job_row(asked.host, job) for job in jobs])


def get_attempts_by_date(asked: Asked) -> Answer:
    campaign = asked.campaign
    begun = Index(campaign.ledger.attempts, lambda attempt: attempt.started_at)
    ended = Index(campaign.ledger.ended, lambda attempt: attempt.finished_at)
    page, attempts = _page(asked, begun, ended, "startedAt")
    return _paged(asked, page, [attempt_row(asked.host, each) for each in attempts])


def get_unfinished(asked: Asked) -> Answer:
    page = read_page(asked.json())
    jobs = islice(asked.campaign.ledger.open.values(), page.first, page.first + page.size)
    return _paged(asked, page, [job_row(asked.host, job) for job in jobs])


def _page(asked: Asked, begun: Index[T], ended: Index[T], name: str) -> tuple[Page, list[T]]:
    members = asked.members()
    page = read_page(members.get("pagination"))
    ranges = _ranges(asked, members.get("filter"), name)
    return page, select(begun, ended, ranges, page, newest_first=asked.host.newest_first)


def _ranges(asked: Asked, raw: Any, name: str) -> tuple[Range, Range]:
    if raw is None:
        return _EMPTY, _EMPTY
    known = {f"{word}{edge}" for word in (name, "finishedAt") for edge in ("From", "To")}
    if not isinstance(raw, dict) or not raw.keys() <= known:
        raise errors.unreadable(f"The filter has {', '.join(sorted(known))}")
    excluded = asked.host.ends_excluded
    begun = read_range(raw, name, ends_excluded=excluded)
    return begun, read_range(raw, "finishedAt", ends_excluded=excluded)


def _paged(asked: Asked, page: Page, rows: list[Row]) -> Answer:
    return json_answer({"items": in_some_order(asked, rows), "pagination": page.json()})
