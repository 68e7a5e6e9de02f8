"""Rate limits: Slack's tiers per method, and one message a second per channel."""

from __future__ import annotations

import math
from dataclasses import dataclass

from simulators.slack.pace import Pace

TIERS = {1: 1.0, 2: 20.0, 3: 50.0, 4: 100.0, "special": 300.0}
"""Calls a minute. Special ones are not documented as a number; 300 is generous."""

FEWEST_AT_ONCE = 20.0
"""Slack lets bursts pass even in Tier 1, as two Socket Mode connections need at start."""

POSTS_AT_ONCE = 10.0
"""How many posts a channel takes in a burst before one a second is enforced."""


@dataclass
class Bucket:
    """Tokens that come back with time."""

    rate: float
    most: float
    left: float
    filled_at: float

    def take(self, now: float) -> float:
        """Take one token; 0 if there was one, else the seconds until there is."""
        self.left = min(self.most, self.left + (now - self.filled_at) * self.rate)
        self.filled_at = now
        if self.left >= 1:
            self.left -= 1
            return 0.0
        return (1 - self.left) / self.rate


class Limits:
    """The buckets of one app in one workspace; ``enabled`` switches them all."""

    def __init__(self, pace: Pace, *, enabled: bool = True) -> None:
        self._pace = pace
        self.enabled = enabled
        self.posts_at_once = POSTS_AT_ONCE
        self._buckets: dict[str, Bucket] = {}

    def retry_after(self, method: str, tier: int | str, channel: str = "") -> int:
        """0 if the call may pass, else the whole seconds to wait. Posts count per channel too."""
        if not self.enabled:
            return 0
        rate = TIERS[tier] / 60
        wait = self._take(method, rate, max(TIERS[tier], FEWEST_AT_ONCE))
        if method == "chat.postMessage" and not wait:
            wait = self._take(f"{method} {channel}", 1.0, self.posts_at_once)
        return math.ceil(wait / self._pace.speed)

    def reset(self) -> None:
        """Forget what was used."""
        self._buckets.clear()

    def _take(self, name: str, rate: float, most: float) -> float:
        now = self._pace.now() * self._pace.speed
        bucket = self._buckets.get(name)
        if bucket is None:
            bucket = self._buckets[name] = Bucket(rate, most, most, now)
        return bucket.take(now)
