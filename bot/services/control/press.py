"""One press of a control button, or one command, on its way to an ending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.calls_api import CampaignClient
from bot.domain.approvals import Approved
from bot.domain.campaign_state import Control
from bot.domain.campaigns import Campaign
from bot.domain.people import Actor
from bot.store.control import ControlRequest


@dataclass(frozen=True, slots=True)
class Press:
    """What was stored as ``request``.

    ``client`` is the one that all of its requests go by. ``twin`` is the same control, asked before
    this one, that is still on its way. ``approved`` tells of the second person who has agreed.
    """

    actor: Actor
    campaign: Campaign
    request: ControlRequest
    client: CampaignClient
    twin: ControlRequest | None = None
    approved: Approved | None = None

    @property
    def action(self) -> Control:
        """What was asked."""
        return Control(self.request.action)

    @property
    def detail(self) -> dict[str, Any]:
        """What the audit keeps of the second person."""
        return self.approved.detail if self.approved is not None else {}
