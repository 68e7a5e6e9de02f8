"""The audit: who did what, where, on which campaign, to how many people, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.texts import N_

SCHEDULER = "callboard"
"""Who did what nobody pressed for at that moment."""

PRESSED = "press me"
"""The press that proves that Slack's clicks reach Callboard, and its answers Slack."""

ACTIONS: Mapping[str, str] = {
    "approval": N_("approval"),
    "audit file": N_("audit file"),
    "bad rows": N_("bad rows"),
    "override": N_("override"),
    "press me": N_("press me"),
    "retention": N_("retention"),
    "rules": N_("rules"),
    "secret": N_("secret"),
    "send a file again": N_("send a file again"),
    "settle": N_("settle"),
    "take an incident": N_("take an incident"),
    "template": N_("template"),
    "undo": N_("undo"),
    "watch": N_("watch"),
}
"""Actions that no command is typed for; the others are called as they are typed."""

OUTCOMES: Mapping[str, str] = {
    "already": N_("already so"),
    "approved": N_("approved"),
    "awaits": N_("waits for a second person"),
    "begun": N_("begun"),
    "confirmed": N_("confirmed"),
    "continued": N_("continued"),
    "declined": N_("declined"),
    "denied": N_("denied"),
    "discarded": N_("discarded"),
    "done": N_("done"),
    "erased": N_("erased"),
    "expired": N_("expired"),
    "failed": N_("failed"),
    "halted": N_("halted"),
    "kept_paused": N_("kept paused"),
    "never_sent": N_("never sent"),
    "no_effect": N_("without effect"),
    "refused": N_("refused"),
    "repeated": N_("repeated"),
    "sent": N_("sent"),
    "stopped": N_("stopped"),
    "too_late": N_("too late"),
    "unconfirmed": N_("unconfirmed"),
    "under_way": N_("under way"),
    "unknown": N_("unknown"),
    "warned": N_("warned"),
    "withdrawn": N_("withdrawn"),
}


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
