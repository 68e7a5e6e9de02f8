"""What App Home shows to one person."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.approvals import ApprovalRequest
from bot.domain.cards import CardFacts
from bot.domain.people import Role


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """A person's campaigns and role; the ``has_`` flags tick off the first steps.

    ``waiting`` are the requests that wait for a second person in these campaigns.
    """

    role: Role
    campaigns: tuple[CardFacts, ...]
    has_campaign: bool
    has_batch: bool
    has_digest: bool
    waiting: tuple[ApprovalRequest, ...] = ()
