"""Calls without a network: what a request carries, and how its answer is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import quote

import orjson
from pydantic import SecretStr

from bot.calls_api import decoding
from bot.calls_api.answers import Answer, failure
from bot.calls_api.campaign import Campaign
from bot.calls_api.dates import AttemptDates, JobDates
from bot.calls_api.errors import (
    BadParameters,
    CallsApiError,
    Fault,
    HostDown,
    InvalidToken,
    Unclear,
    UnexpectedAnswer,
)
from bot.calls_api.jobs import AttemptReport, JobReport
from bot.calls_api.pages import Page, PageRequest
from bot.calls_api.phones import CallJobParameters, encode_rows
from bot.calls_api.routes import ControlAction, Route
from bot.calls_api.selection import Selection

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One request, and how to read its answer. Its repr shows no body: that may hold phones."""

    route: Route
    read: Callable[[Answer], T] = field(repr=False)
    body: bytes | None = field(default=None, repr=False)
    key: str | None = field(default=None, repr=False)

    def headers(self) -> dict[str, str]:
        headers = {"accept": "application/json", "accept-encoding": "gzip"}
        if self.body is not None:
            headers["content-type"] = "application/json"
        if self.key is not None:
            headers["idempotence-key"] = self.key
        return headers

    def result(self, answer: Answer) -> T:
        """The value that the answer holds; raises the error that it means."""
        if error := failure(self.route, answer):
            raise error
        try:
            return self.read(answer)
        except UnexpectedAnswer as problem:
            # The frames of a reader hold what the host said: phones, and who knows what.
            unexpected = problem.with_traceback(None)
        unexpected.route = self.route
        raise unexpected

    def as_met(self, error: CallsApiError) -> CallsApiError:
        """An error as the caller must see it: a change whose answer is lost is unclear."""
        doubtful = isinstance(error, HostDown | UnexpectedAnswer)
        return Unclear(error) if self.route.changes and doubtful else error


def path(route: Route, token: SecretStr) -> str:
    """The path of a route, with the token encoded so that it cannot become another path."""
    if not _is_token(token.get_secret_value()):
        raise InvalidToken(route)
    return f"/api/calls/campaign/{quote(token.get_secret_value(), safe='')}{route.path}"


def _is_token(text: str) -> bool:
    """Whether a text can be a token: ``..`` and the like would be steps of a path."""
    return 0 < len(text) <= 512 and text.isprintable() and bool(text.strip(". "))


def campaign() -> Call[Campaign]:
    return Call(Route.CAMPAIGN, decoding.campaign)


def status() -> Call[str]:
    return Call(Route.STATUS, decoding.status_word)


def add_phones(rows: bytes | Sequence[CallJobParameters], key: str) -> Call[tuple[str, ...]]:
    """Add phones; ``rows`` may be a body that :func:`encode_rows` made earlier."""
    body = rows if isinstance(rows, bytes) else encode_rows(rows)
    return Call(Route.ADD_PHONES, decoding.call_job_ids, body, _key(key))


def cancel(selection: Selection, key: str) -> Call[tuple[str, ...]]:
    return Call(Route.CANCEL, decoding.call_job_ids, _dumped(selection.wire()), _key(key))


def control(action: ControlAction, key: str) -> Call[None]:
    return Call(action.route, decoding.nothing, None, _key(key))


def job_report(
    selection: Selection,
    route: Route = Route.JOB_REPORT,
    read: Callable[[Answer], list[JobReport]] = decoding.jobs,
) -> Call[list[JobReport]]:
    """Rows of call jobs, by the current route or by the legacy one."""
    return Call(route, read, _dumped(selection.wire()))


def attempt_report(selection: Selection) -> Call[list[AttemptReport]]:
    return Call(Route.ATTEMPT_REPORT, decoding.attempts, _dumped(selection.wire()))


def jobs_by_date(dates: JobDates, page: PageRequest) -> Call[Page[JobReport]]:
    return Call(Route.JOBS_BY_DATE, decoding.job_page, _dumped(_filtered(dates.wire(), page)))


def attempts_by_date(dates: AttemptDates, page: PageRequest) -> Call[Page[AttemptReport]]:
    body = _dumped(_filtered(dates.wire(), page))
    return Call(Route.ATTEMPTS_BY_DATE, decoding.attempt_page, body)


def unfinished(page: PageRequest) -> Call[Page[JobReport]]:
    return Call(Route.UNFINISHED, decoding.job_page, _dumped(page.wire()))


def _filtered(dates: dict[str, str], page: PageRequest) -> dict[str, Any]:
    return {"filter": dates, "pagination": page.wire()}


def _dumped(body: Any) -> bytes:
    return orjson.dumps(body)


def _key(key: str) -> str:
    """An Idempotence-Key as a header can carry it."""
    if not (0 < len(key) <= 255 and key.isascii() and key.isprintable() and key == key.strip()):
        raise BadParameters([Fault("Idempotence-Key", "key", "1 to 255 printable ASCII letters")])
    return key
