"""What came back from a host, and what an answer that is no success means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

import orjson

from bot.calls_api.errors import (
    CallsApiError,
    Forbidden,
    HostDown,
    RateLimited,
    Refusal,
    RequestTooLarge,
    RouteAbsent,
    UnexpectedAnswer,
)
from bot.calls_api.moments import http_date
from bot.calls_api.refusals import Problem, refusal
from bot.calls_api.routes import Route

# Codes of the Calls API are dotted words. Servers and proxies that know nothing of it answer
# "Not Found", "about:blank" or an URL in the same members of JSON. That matters where it would
# make a route that is absent look like one that refused.
_CODE = re.compile(r"[A-Za-z][\w-]*(\.[\w-]+)*")
_LONGEST_CODE = 200
_ABSENT = (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, read whole. Names of ``headers`` are in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def host_date(self) -> datetime | None:
        """The host's own time of the answer, to the second."""
        return http_date(self.headers.get("date"))

    @property
    def retry_after(self) -> float | None:
        """How many seconds the host asks to wait: a number, or a date beside its own Date."""
        text = self.headers.get("retry-after", "").strip()
        if re.fullmatch(r"\d{1,9}(\.\d{1,6})?", text):
            return float(text)
        then, now = http_date(text), self.host_date
        return max((then - now).total_seconds(), 0.0) if then and now else None


def failure(route: Route, answer: Answer) -> CallsApiError | None:
    """The error that an answer means by its status; None for 2xx."""
    if answer.ok:
        return None
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return RateLimited(route, answer.retry_after)
    if answer.status >= 500 or answer.status == HTTPStatus.REQUEST_TIMEOUT:
        return HostDown(route, "status", status=answer.status, retry_after=answer.retry_after)
    if answer.status < 400:
        return UnexpectedAnswer(route, status=answer.status, note="a redirect")
    return _no(route, answer)


def _no(route: Route, answer: Answer) -> CallsApiError:
    """The meaning of a 4xx."""
    problem = _problem(answer)
    if code := _code(answer.status, problem):
        return refusal(route, answer.status, code, problem)
    if answer.status in _ABSENT:
        return RouteAbsent(route, status=answer.status)
    if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return Forbidden(route, status=answer.status)
    if answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return RequestTooLarge(route, status=answer.status)
    return Refusal(route, status=answer.status)


def _problem(answer: Answer) -> Problem:
    """The JSON object of an error answer, empty if there is none."""
    try:
        problem: Any = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        return {}
    return problem if isinstance(problem, dict) else {}


def _code(status: int, problem: Problem) -> str | None:
    """The reason in either envelope, ``type`` or ``error``, if it is of the Calls API's kind."""
    for name in ("type", "error"):
        code = problem.get(name)
        if isinstance(code, str) and code != _phrase(status) and _is_code(status, code):
            return code
    return None


def _is_code(status: int, code: str) -> bool:
    if status in _ABSENT:
        return bool(_CODE.fullmatch(code))
    return 0 < len(code) <= _LONGEST_CODE and ":" not in code


def _phrase(status: int) -> str | None:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return None
