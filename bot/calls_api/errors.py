"""Everything that can go wrong between a call and its answer.

::

    CallsApiError
    ├── BadParameters          the request is wrong: it was not sent
    ├── HostNotAllowed         the campaign names a host that is not on the list: it was not sent
    ├── NotSent                no connection: surely not processed
    │   └── AddressRefused     the host's name leads to a private address
    ├── RateLimited            429: not processed, come again later
    ├── InvalidToken           no campaign has this token
    ├── RouteAbsent            an untyped 404 or 405: this host has no such route
    ├── Refusal                the host understood and said no: nothing was changed
    │   ├── Forbidden          401 or 403 without a reason
    │   ├── RequestTooLarge    413: send less at a time
    │   └── …                  the reasons that the Calls API documents: see ``refusals``
    ├── HostDown               a read failed: time-out, lost connection, 5xx
    ├── UnexpectedAnswer       an answer that nobody documented: HTML, cut JSON, wrong types
    │   ├── TooLarge           a body beyond the cap
    │   └── NotCallsApi        no route of this host answers as the Calls API does
    ├── IdCountMismatch        phones were added, but the IDs do not match the rows
    └── Unclear                a request that changes something may or may not have been processed

``nothing_changed`` says of a request that changes something whether it surely had no effect.
Phones, tokens and the host's own sentences stay in attributes: no text of an error shows them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from bot.calls_api.routes import Route

LONGEST_WORD = 60

# A campaign's token or the last part of one, and long rows of digits: some hosts repeat in their
# answers what they were asked.
_SECRET = re.compile(r"\d+\.\d+\.[\w-]+|(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{16,}|\d{5,}")


def shown(word: str) -> str:
    """A word of the host as it may stand in a text: short, and with no token or number in it."""
    return _SECRET.sub("…", word[:1_000])[:LONGEST_WORD]


class CallsApiError(Exception):
    """The root of the tree. ``status`` is the HTTP status, where there was an answer."""

    summary: ClassVar[str] = "the Calls API cannot be used"
    nothing_changed: ClassVar[bool] = False

    def __init__(self, route: Route | None = None, *, status: int | None = None, note: str = ""):
        super().__init__()
        self.route = route
        self.status = status
        self.note = note

    def __str__(self) -> str:
        details = ", ".join(str(part) for part in (self.status, shown(self.note)) if part)
        text = f"{self.summary} ({details})" if details else self.summary
        return f"{self.route}: {text}" if self.route else text

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self}>"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a request: the API's name of the field, a code, a sentence."""

    field: str
    code: str
    message: str


class BadParameters(CallsApiError):
    """The request breaks a documented rule, so it was not sent; ``faults`` name each breach."""

    summary = "the request is not as the Calls API wants it, and was not sent"
    nothing_changed = True

    def __init__(self, faults: Sequence[Fault], route: Route | None = None):
        super().__init__(route, note="; ".join(f"{f.field}: {f.message}" for f in faults))
        self.faults = tuple(faults)


class HostNotAllowed(CallsApiError):
    """The host may not be used; ``reason`` is the rule that it breaks."""

    summary = "the host is not allowed"
    nothing_changed = True

    Reason = Literal["malformed", "not_listed", "plain_http", "private_address"]

    def __init__(self, reason: Reason, host: str = ""):
        super().__init__(note=reason)
        self.reason = reason
        self.host = host


class NotSent(CallsApiError):
    """No connection came about, so the host cannot have processed anything."""

    summary = "the host could not be reached, nothing was sent"
    nothing_changed = True

    Reason = Literal["name", "tls", "refused", "timeout", "busy", "proxy", "address", "protocol"]

    def __init__(self, route: Route | None, reason: Reason):
        super().__init__(route, note=reason)
        self.reason = reason


class AddressRefused(NotSent):
    """The host's name leads to a private address, and the host is not listed exactly."""

    def __init__(self, route: Route | None):
        super().__init__(route, "address")


class RateLimited(CallsApiError):
    """429: the request was not processed. ``retry_after`` is in seconds, if the host gave it."""

    summary = "the host asks to slow down"
    nothing_changed = True

    def __init__(self, route: Route | None, retry_after: float | None = None):
        super().__init__(route, status=429)
        self.retry_after = retry_after


class InvalidToken(CallsApiError):
    """No campaign has this token, or it is none that could be put into a path."""

    summary = "no campaign has this token"
    nothing_changed = True


class RouteAbsent(CallsApiError):
    """An untyped 404 or 405. Of one route it means: this generation of hosts does not have it."""

    summary = "this host has no such route"
    nothing_changed = True


class Refusal(CallsApiError):
    """The host said no, and changed nothing.

    ``code`` is the host's ``type`` or ``error``, None if it gave neither; ``message`` is its own
    sentence, which may hold phones: show it to nobody, log it nowhere.
    """

    summary = "the host refused"
    nothing_changed = True

    def __init__(
        self, route: Route | None, *, status: int = 400, code: str | None = None, message: str = ""
    ):
        super().__init__(route, status=status, note=code or "")
        self.code = code
        self.message = message

    @property
    def told(self) -> str:
        """The ``code`` as it may be shown to people; empty if there is none."""
        return shown(self.code or "")


class Forbidden(Refusal):
    """401 or 403 without a reason: a proxy or a firewall in front of the host, most likely."""

    summary = "the host forbids it"


class RequestTooLarge(Refusal):
    """413: the request is beyond what the host, or a proxy before it, takes at once."""

    summary = "the request is too large for the host"


class HostDown(CallsApiError):
    """The answer of a read was lost, or the host failed; ``retry_after`` is in seconds."""

    summary = "the host does not answer as it should"

    Reason = Literal["timeout", "connection", "status"]

    def __init__(
        self,
        route: Route | None,
        reason: Reason,
        *,
        status: int | None = None,
        retry_after: float | None = None,
    ):
        super().__init__(route, status=status, note="" if reason == "status" else reason)
        self.reason = reason
        self.retry_after = retry_after


class UnexpectedAnswer(CallsApiError):
    """An answer of a kind that nobody documented. It is never taken for success."""

    summary = "the host answered what nobody expected"


class TooLarge(UnexpectedAnswer):
    """The body is larger than ``limit`` bytes, counted after decompression."""

    summary = "the host's answer is too large"

    def __init__(self, route: Route | None, limit: int):
        super().__init__(route, note=f"cap {limit >> 10} KiB")
        self.limit = limit


class NotCallsApi(UnexpectedAnswer):
    """No route of this host answers as the Calls API does."""

    summary = "this host does not speak the Calls API"


class IdCountMismatch(CallsApiError):
    """The host added phones, but not one ID for each row, so that order proves nothing.

    ``ids`` are what it gave, ``expected`` is the number of rows; ``host_date`` as in ``Added``.
    """

    summary = "the host's IDs do not match the rows that were added"

    def __init__(self, ids: Sequence[str], expected: int, host_date: datetime | None):
        super().__init__(Route.ADD_PHONES, note=f"{len(ids)} IDs for {expected} rows")
        self.ids = tuple(ids)
        self.expected = expected
        self.host_date = host_date


class Unclear(CallsApiError):
    """A request that changes something was sent, and nobody knows whether it was processed.

    Ask the host before anything is sent again, and send again with the same key only. ``cause``
    is what was seen instead of an answer.
    """

    summary = "it is unclear whether the host did it"

    def __init__(self, cause: CallsApiError):
        super().__init__(cause.route, status=cause.status, note=type(cause).__name__)
        self.cause = cause
