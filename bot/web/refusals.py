"""Why a request is turned away."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Refusal(StrEnum):
    """The word goes into the answer, the log and the metric."""

    UNSIGNED = "unsigned"
    STALE = "stale"
    FORGED = "forged"
    REPLAYED = "replayed"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    UNREADABLE = "unreadable"
    STOPPING = "stopping"


STATUS: Mapping[Refusal, int] = {
    Refusal.UNSIGNED: 401,
    Refusal.STALE: 401,
    Refusal.FORGED: 401,
    Refusal.REPLAYED: 401,
    Refusal.TOO_LARGE: 413,
    Refusal.TOO_SLOW: 408,
    Refusal.UNREADABLE: 400,
    Refusal.STOPPING: 503,
}
