"""The routes of the Calls API, one member each: what a host can do is a set of them."""

from __future__ import annotations

from enum import StrEnum


class Route(StrEnum):
    """A route, named by its path below ``/api/calls/campaign/{token}``.

    The names serve as labels of metrics and as words in a database: they hold no token.
    """

    CAMPAIGN = "campaign"
    STATUS = "status"
    ADD_PHONES = "addPhones"
    CANCEL = "callJob/cancel"
    LEGACY_JOB_REPORT = "getReport"
    JOB_REPORT = "callJob/getReport"
    ATTEMPT_REPORT = "callAttempt/getReport"
    JOBS_BY_DATE = "callJob/getReportByDate"
    ATTEMPTS_BY_DATE = "callAttempt/getReportByDate"
    UNFINISHED = "callJob/getUnfinished"
    START = "control/start"
    PAUSE = "control/pause"
    RESUME = "control/resume"
    STOP = "control/stop"

    @property
    def method(self) -> str:
        return "GET" if self in (Route.CAMPAIGN, Route.STATUS) else "POST"

    @property
    def path(self) -> str:
        """What follows the token in the path: empty, or beginning with a slash."""
        return "" if self is Route.CAMPAIGN else f"/{self.value}"

    @property
    def changes(self) -> bool:
        """Whether a request changes something, so that it must never be repeated blindly."""
        return self in CHANGING


class ControlAction(StrEnum):
    """What can be done with a whole campaign; ``start`` on hosts of the 1.10.3 generation only."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"

    @property
    def route(self) -> Route:
        return Route(f"control/{self.value}")


CONTROLS = frozenset(action.route for action in ControlAction)
CHANGING = CONTROLS | {Route.ADD_PHONES, Route.CANCEL}
