"""The duty that forgets: old call jobs, lists, messages and requests."""

from __future__ import annotations

from bot.services.retention import Retention


class RetentionDuty:
    """A few times an hour, a page at a time, so that nobody notices."""

    topic = "retention"
    every = 900.0

    def __init__(self, retention: Retention) -> None:
        self._retention = retention

    async def step(self) -> bool:
        """Delete a page of each kind; whether there may be more."""
        return await self._retention.sweep() > 0
