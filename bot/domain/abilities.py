"""What a host's capabilities mean for what the bot can promise (calls-api.md's table).

``None`` stands for a host that was not probed yet: nothing is promised, and nothing is hidden.
"""

from __future__ import annotations

from bot.calls_api import Capabilities, Route


def can_tell_state(can: Capabilities | None) -> bool:
    """Whether the host tells a campaign's state; else it is only what was last asked here."""
    return can is not None and (Route.CAMPAIGN in can or Route.STATUS in can)


def covers_all(can: Capabilities | None) -> bool:
    """Whether call jobs that were never added here are seen too."""
    return can is not None and Route.JOBS_BY_DATE in can and Route.UNFINISHED in can


def has_start(can: Capabilities | None) -> bool:
    """Whether a campaign can be started through the API: the 1.10.3 generation only."""
    return can is None or Route.START in can


def tells_attempts(can: Capabilities | None) -> bool:
    """Whether single call attempts can be reported."""
    return can is not None and Route.ATTEMPT_REPORT in can
