"""What App Home shows to one person, and the one thing in it that needs them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.approvals import NEEDED, ApprovalRequest
from bot.domain.batches import Batch, BatchState
from bot.domain.campaigns import Campaign
from bot.domain.cards import CardFacts
from bot.domain.digest_orders import StandingOrder
from bot.domain.incidents import Incident
from bot.domain.people import Role


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Whether a button was ever pressed, and there ever was a campaign, a confirmed batch, a
    digest."""

    pressed: bool
    campaign: bool
    batch: bool
    digest: bool


@dataclass(frozen=True, slots=True)
class OpenIncident:
    """An incident that goes on, and the channel that was told of it."""

    id: int
    campaign: Campaign
    incident: Incident
    channel_id: str
    taken_by: str | None


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """A digest with its channel; ``may_change``: the person may post it and switch it off."""

    order: StandingOrder
    channel_id: str
    may_change: bool


class Need(StrEnum):
    """What somebody may be needed for, the most pressing first."""

    NEW_TOKEN = "new_token"  # noqa: S105 - the name of a need, not a secret.
    APPROVAL = "approval"
    INCIDENT = "incident"
    BATCH = "batch"
    PAUSED = "paused"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Needed:
    """One thing that needs the person, and what it is about."""

    need: Need
    campaign: Campaign
    incident: OpenIncident | None = None
    batch: Batch | None = None
    request: ApprovalRequest | None = None


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """One person's overview ``as_of`` an instant.

    ``user_id`` is the person's, ``role`` what they may do with everything; ``mine`` are the ids of
    the campaigns that they may control, ``owned`` of those that they administer. ``batches`` wait
    for a decision, ``waiting`` are the requests that wait for a second person.
    """

    role: Role
    campaigns: tuple[CardFacts, ...]
    steps: FirstSteps
    as_of: datetime
    mine: frozenset[int] = frozenset()
    owned: frozenset[int] = frozenset()
    incidents: tuple[OpenIncident, ...] = ()
    orders: tuple[PlacedOrder, ...] = ()
    batches: tuple[Batch, ...] = ()
    waiting: tuple[ApprovalRequest, ...] = ()
    user_id: str | None = None

    @property
    def needs(self) -> tuple[Needed, ...]:
        """Everything that needs the person, the most pressing first."""
        return (
            *self._tokens(),
            *self._requests(),
            *self._incidents(),
            *self._batches(),
            *self._paused(),
        )

    def _tokens(self) -> Iterator[Needed]:
        for one in self.campaigns:
            if one.campaign.id in self.owned and one.campaign.disabled_reason:
                yield Needed(Need.NEW_TOKEN, one.campaign)

    def _requests(self) -> Iterator[Needed]:
        """What somebody else asked for, and this person may approve."""
        known = {one.campaign.id: one.campaign for one in self.campaigns}
        for one in self.waiting:
            may = self.owned if NEEDED[one.deed] is Role.ADMIN else self.mine
            if one.campaign_id in may and one.campaign_id in known and one.asked_by != self.user_id:
                yield Needed(Need.APPROVAL, known[one.campaign_id], request=one)

    def _incidents(self) -> Iterator[Needed]:
        for one in self.incidents:
            if one.campaign.id in self.mine and one.taken_by is None:
                yield Needed(Need.INCIDENT, one.campaign, incident=one)

    def _batches(self) -> Iterator[Needed]:
        """Those that stand still before those that only wait to be confirmed."""
        known = {one.campaign.id: one.campaign for one in self.campaigns}
        for need in (Need.BATCH, Need.PREVIEW):
            for one in self.batches:
                is_preview = one.state is BatchState.DRAFT
                is_mine = one.campaign_id in self.mine and one.campaign_id in known
                if is_mine and is_preview == (need is Need.PREVIEW):
                    yield Needed(need, known[one.campaign_id], batch=one)

    def _paused(self) -> Iterator[Needed]:
        told = {one.campaign.id for one in self.incidents}
        for one in self.campaigns:
            campaign = one.campaign
            stands_still = one.was_paused_outside or one.pause is not None
            if campaign.id in self.mine - told and stands_still:
                yield Needed(Need.PAUSED, campaign)
