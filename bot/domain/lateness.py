"""How long anything may wait by itself, and how far clocks may differ.

What a database says is due, or held, lies within these bounds ahead of the clock. What lies further
ahead was written by a clock that was wrong, or has been set back since.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

CLOCKS_DIFFER: Final = timedelta(seconds=30)
"""What the clocks of machines that share a database may differ by."""

LONGEST_ASKED: Final = timedelta(hours=1)
"""Whoever asks us to wait for longer is asked again after that."""


def obeyed(asked: float | None) -> float:
    """The seconds that are waited because somebody asked to: a ``Retry-After``, up to an hour."""
    return min(asked or 0.0, LONGEST_ASKED.total_seconds())
