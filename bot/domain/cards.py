"""What a card shows of a campaign: gathered by a service, drawn by blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain import abilities
from bot.domain.automatic_pause import AutomaticPause
from bot.domain.campaign_state import Control, Word, actions_for
from bot.domain.campaigns import Campaign
from bot.domain.pace import Pace
from bot.domain.summary import Summary


@dataclass(frozen=True, slots=True)
class CardFacts:
    """The figures of one campaign ``as_of`` an instant.

    ``covers_all`` is false on hosts that can list only what was asked for: the counts are those of
    the call jobs added here. ``pause`` is the automatic one that a person has to end.
    """

    campaign: Campaign
    summary: Summary
    as_of: datetime | None
    pace: Pace | None
    expected_end: datetime | None
    covers_all: bool
    sending: int = 0
    pause: AutomaticPause | None = None
    resumes_at: datetime | None = None

    @property
    def can_confirm(self) -> bool:
        """Whether the host can tell its state."""
        return abilities.can_tell_state(self.campaign.capabilities)

    @property
    def changed_outside(self) -> bool:
        """Whether the host told of a state since it was connected that nobody here asked for."""
        campaign = self.campaign
        since = campaign.state_since
        is_new = since is not None and since > campaign.connected_at
        return is_new and campaign.state.confirmed and campaign.state.by is None

    @property
    def was_paused_outside(self) -> bool:
        """Whether it stands still, and nobody here asked for that."""
        return self.changed_outside and self.campaign.state.says(Word.PAUSED)

    @property
    def actions(self) -> tuple[Control, ...]:
        """The controls that fit the state."""
        has_start = abilities.has_start(self.campaign.capabilities)
        return actions_for(self.campaign.state, has_start, self.can_confirm)
