"""A campaign as the bot's own registry knows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from bot.calls_api import Capabilities
from bot.domain.cadence import zone_of
from bot.domain.campaign_state import Asked, State


@dataclass(frozen=True, slots=True)
class Campaign:
    """One row of the registry.

    ``state`` is the last one known and ``asked`` the last control made here. ``host_clock`` is how
    far the host's clock is ahead of ours. ``capabilities`` is ``None`` until the host was probed.
    ``watermark_at`` and ``newest_job_at`` are by the host's clock, everything else by ours;
    ``attempts`` counts the looks that failed in a row.
    """

    id: int
    name: str
    host: str
    zone: str | None
    region: str | None
    capabilities: Capabilities | None
    platform_name: str | None
    state: State
    asked: Asked | None
    short_report: dict[str, Any] | None
    host_clock: timedelta
    connected_by: str
    connected_at: datetime
    disabled_reason: str | None
    last_error: str | None
    looked_at: datetime | None
    baseline_at: datetime | None
    watermark_at: datetime | None
    limits: dict[str, Any]
    state_since: datetime | None = None
    newest_job_at: datetime | None = None
    swept_at: datetime | None = None
    silence_at: datetime | None = None
    attempts: int = 0
    capabilities_at: datetime | None = None

    def timezone(self, default: tzinfo) -> tzinfo:
        """The campaign's zone, else the default."""
        return zone_of(self.zone) if self.zone else default
