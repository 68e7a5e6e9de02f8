"""How long to wait before what failed is tried again."""

from __future__ import annotations

import random
from datetime import timedelta

FIRST = timedelta(seconds=1)
LONGEST = timedelta(minutes=5)


def pause(attempts: int, first: timedelta = FIRST, longest: timedelta = LONGEST) -> timedelta:
    """Doubles with each failure in a row up to a cap, and spreads, so that many do not come at
    once: half to all of ``first``, then of twice that, and so on. ``attempts`` counts from 1."""
    whole = min(longest, first * float(2 ** min(max(attempts, 1) - 1, 30)))
    share: float = random.uniform(0.5, 1)  # noqa: S311 - a pause is no secret
    return whole * share
