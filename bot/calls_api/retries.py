"""The one retry policy: only what is safe is sent again."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import stamina

from bot.calls_api.errors import AddressRefused, HostDown, NotSent, RateLimited

T = TypeVar("T")

_PASSING = frozenset({408, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and for how long; all times in seconds.

    A request that changes something is repeated only if it was surely not processed: no connection
    came about, or the host answered 429. A read is repeated after a time-out, a lost connection,
    502, 503 and 504 as well. No attempt begins after ``total``. A host that asks for more patience
    than ``longest_wait`` gets no retry: the error tells the caller when to come again.
    """

    attempts: int = 4
    total: float = 150
    first_wait: float = 0.2
    longest_wait: float = 20
    jitter: float = 0.5

    async def run(self, attempt: Callable[[], Awaitable[T]], *, changes: bool) -> T:
        """Await ``attempt`` until it succeeds or may not be repeated."""
        caller = stamina.AsyncRetryingCaller(
            attempts=self.attempts,
            timeout=self.total,
            wait_initial=self.first_wait,
            wait_max=self.longest_wait,
            wait_jitter=self.jitter,
        )
        return await caller(partial(self.wait_after, changes=changes), attempt)

    def wait_after(self, error: Exception, *, changes: bool) -> bool | float:
        """Whether to try again: no, yes, or after that many seconds."""
        if not _is_safe(error, changes=changes):
            return False
        asked: float | None = getattr(error, "retry_after", None)
        if asked is None:
            return True
        # Jitter comes on top: earlier than the host asked would be no obedience.
        return asked <= self.longest_wait and asked + random.uniform(0, self.jitter)  # noqa: S311 spreads load, hides nothing


def _is_safe(error: Exception, *, changes: bool) -> bool:
    if isinstance(error, NotSent):
        return not isinstance(error, AddressRefused) and error.reason != "tls"
    if isinstance(error, RateLimited):
        return True
    return not changes and isinstance(error, HostDown) and _passes(error)


def _passes(error: HostDown) -> bool:
    return error.reason != "status" or error.status in _PASSING
