"""Idempotence keys: what a request with a key was answered, for 24 hours."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from simulators.calls_api.answers import Answer

if TYPE_CHECKING:
    from simulators.calls_api.asked import Asked

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

    def keep(self, asked: "Asked", answer: Answer) -> None:
        """Remember the answer under the key of the request, which has one."""
        if asked.key is not None:
            known = Known(asked.moment, hash(asked.body), answer)
            self._known[asked.route, asked.key] = known
