"""What was asked of the host: counts by route, and the latest requests one by one."""

from collections import Counter, deque
from dataclasses import dataclass
from typing import Final

_KEPT: Final = 20_000


@dataclass(slots=True)
class Request:
    """One request. Times are epoch seconds; ``status`` is 0 while nothing was answered.

    ``route`` is what follows the token, whether the host has it or not, and ``campaign`` is 0
    when the request came to none: so a test sees that nobody tried a route that dials.
    """

    route: str
    campaign: int
    key: str | None
    bytes: int
    received_at: float
    fault: str | None = None
    processed_at: float | None = None
    answered_at: float | None = None
    status: int = 0


class RequestLog:
    """``counts`` is complete, ``requests`` keeps the latest 20,000."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.requests: deque[Request] = deque(maxlen=_KEPT)

    def add(self, request: Request) -> Request:
        self.counts[request.route] += 1
        self.requests.append(request)
        return request

    def of(self, route: str) -> list[Request]:
        """The kept requests of a route, oldest first."""
        return [request for request in self.requests if request.route == route]
