"""How a timed resume went: what a channel is told of it."""

from __future__ import annotations

from enum import StrEnum


class HowItWent(StrEnum):
    """The endings that somebody has to hear of."""

    RESUMED = "resumed"
    UNCONFIRMED = "unconfirmed"  # The host took it and cannot tell its state.
    REFUSED = "refused"
    NOT_ALLOWED = "not_allowed"  # Whoever ordered it has lost the role.
    KEPT_PAUSED = "kept_paused"  # It was paused automatically meanwhile.
    GAVE_UP = "gave_up"  # The host could not be reached for an hour.
