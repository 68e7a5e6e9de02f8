"""Idempotence keys: what a request with a key was answered, for 24 hours."""

from dataclasses import dataclass
from typing import Final

from simulators.calls_api.answers import Answer

_KEPT_SECONDS: Final = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Known:
    """The first request with a key. ``body_hash`` tells whether another one used the same key."""

    at: float
    body_hash: int
    answer: Answer


class Answered:
    """The answers of one campaign by route and key."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Known] = {}

    def recall(self, route: str, key: str, moment: float) -> Known | None:
        """What the key was answered before, while that is young enough."""
        known = self._known.get((route, key))
        return known if known and moment - known.at < _KEPT_SECONDS else None

    def keep(self, route: str, key: str, known: Known) -> None:
        self._known[route, key] = known
