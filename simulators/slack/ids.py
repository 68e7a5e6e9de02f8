"""Identifiers that look like Slack's and never repeat within one local Slack."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Ids:
    """Counts per prefix, so that a run of the same acts gives the same ids."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._counters: dict[str, itertools.count[int]] = {}
        self._last_ts = 0

    def new(self, prefix: str) -> str:
        """``new("C")`` gives ``C0LOCAL0001`` and so on: a prefix and ten characters."""
        counter = self._counters.setdefault(prefix, itertools.count(1))
        return f"{prefix}0LOCAL{_base36(next(counter)):0>4}"

    def ts(self) -> str:
        """A message timestamp: seconds with six decimals, later than every one before."""
        self._last_ts = max(int(self._now() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"


def secret(length: int = 24) -> str:
    """An unguessable word for URLs, triggers and tokens."""
    return secrets.token_hex(length // 2)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"
