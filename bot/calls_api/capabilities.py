"""What a host can do, one capability a route, found out by reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.calls_api import wire
from bot.calls_api.dates import AttemptDates, JobDates
from bot.calls_api.errors import (
    CallsApiError,
    HostDown,
    InvalidToken,
    NotCallsApi,
    NotSent,
    RateLimited,
    Refusal,
    RouteAbsent,
)
from bot.calls_api.pages import PageRequest
from bot.calls_api.routes import CHANGING, Route
from bot.calls_api.selection import Selection

# Routes that change something are never probed. Every host has them, but for start.
ASSUMED = CHANGING - {Route.START}

_ROUTES = {route.value: route for route in Route}

_NOBODY = Selection(ids=("0",))
_ONE = PageRequest(0, 1)

PROBES: tuple[wire.Call[object], ...] = (
    wire.campaign(),
    wire.status(),
    wire.job_report(_NOBODY),
    wire.job_report(_NOBODY, Route.LEGACY_JOB_REPORT),
    wire.attempt_report(_NOBODY),
    wire.jobs_by_date(JobDates(), _ONE),
    wire.attempts_by_date(AttemptDates(), _ONE),
    wire.unfinished(_ONE),
)
"""Reads that every host answers at once: an unknown ID, or a page of one row."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """The routes that a host has. ``doubtful`` ones answered neither typed nor "no such route"."""

    routes: frozenset[Route] = frozenset(Route)
    doubtful: frozenset[Route] = frozenset()

    def __contains__(self, route: Route) -> bool:
        return route in self.routes

    def without(self, route: Route) -> Capabilities:
        """The same after a route turned out to be absent."""
        return Capabilities(self.routes - {route}, self.doubtful)

    def words(self) -> list[str]:
        """The routes as words that can be stored."""
        return sorted(route.value for route in self.routes)

    @classmethod
    def of_words(cls, words: Iterable[str]) -> Capabilities:
        """The stored capabilities; words of another version of this client are passed over."""
        return cls(frozenset(_ROUTES[word] for word in words if word in _ROUTES))


@dataclass(slots=True)
class Findings:
    """What the probes of a host have shown so far."""

    present: set[Route] = field(default_factory=set)
    odd: dict[Route, CallsApiError] = field(default_factory=dict)

    def note(self, route: Route, error: CallsApiError | None) -> None:
        """Take the outcome of a probe; raises an error that tells nothing about the route."""
        if error is None or (isinstance(error, Refusal) and error.code):
            self.present.add(route)
        elif _is_elsewhere(error):
            raise error
        elif not isinstance(error, RouteAbsent):
            self.odd[route] = error

    def capabilities(self) -> Capabilities:
        """What follows. One typed answer at least must prove that this is the Calls API."""
        if not self.present:
            raise next(iter(self.odd.values()), NotCallsApi())
        # The route and start belong to the same generation, and only reads may be tried.
        start = {Route.START} if Route.LEGACY_JOB_REPORT in self.present else set()
        return Capabilities(frozenset(self.present | ASSUMED | start), frozenset(self.odd))


def _is_elsewhere(error: CallsApiError) -> bool:
    """Whether the cause lies with the network, the token or the moment rather than a route."""
    lost = isinstance(error, HostDown) and error.reason != "status"
    return lost or isinstance(error, NotSent | RateLimited | InvalidToken)
