"""The duty that turns transitions into alerts."""

from __future__ import annotations

from datetime import datetime

from bot.services.alerting import Telling


class AlertDuty:
    """Takes transitions in, and says what is due, a campaign in a channel at a step."""

    topic = "alerts"
    every = 5.0

    def __init__(self, telling: Telling) -> None:
        self._telling = telling

    async def step(self) -> bool:
        """Do what is due for one campaign in one channel; whether anything was."""
        return await self._telling.step()

    async def next_due(self) -> datetime | None:
        """When an incident is to be told, or has been quiet for long enough."""
        return await self._telling.next_due()
