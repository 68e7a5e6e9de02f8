"""The audit: who did what, where, on which campaign, to how many people, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One attempt. ``campaign`` is its name, also of one that is disconnected; ``people`` counts
    numbers and is never one."""

    id: int
    at: datetime
    actor: str
    channel_id: str | None
    action: str
    campaign: str | None
    people: int | None
    outcome: str
    request_id: str | None
    detail: Mapping[str, Any]

    @property
    def details(self) -> str:
        """The details as ``name=value``, for a cell or a line."""
        return ", ".join(f"{name}={value}" for name, value in self.detail.items())


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Rows from the newest to older ones, and whether there are still older."""

    rows: tuple[AuditRow, ...]
    campaign: str | None
    campaign_id: int | None
    has_older: bool
