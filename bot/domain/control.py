"""What became of a control that was asked: pure values that services return and blocks show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.approvals import Waiting
from bot.domain.campaign_state import Control, State
from bot.domain.campaigns import Campaign
from bot.texts import Sentence


class Ending(StrEnum):
    """How one press of a control button ended."""

    DONE = "done"  # The host's own state shows it.
    UNCONFIRMED = "unconfirmed"  # The host accepted it and cannot tell its state.
    ALREADY = "already"  # It was so before; nothing was sent.
    TOO_LATE = "too_late"  # The campaign has ended; nothing was sent.
    UNDER_WAY = "under_way"  # The same control is on its way; nothing more was sent.
    REFUSED = "refused"  # The host said no.
    FAILED = "failed"  # It surely never reached the host.
    UNKNOWN = "unknown"  # The answer was lost, and the state does not tell.
    NO_EFFECT = "no_effect"  # The answer was lost, and the state tells that nothing came of it.
    NEVER_SENT = "never_sent"  # Whoever was to send it died before.
    KEPT_PAUSED = "kept_paused"  # It was paused automatically; nothing was sent.
    REPEATED = "repeated"  # Slack delivered the same press twice.
    AWAITS = "awaits"  # A second person has to approve it; nothing was sent.


@dataclass(frozen=True, slots=True)
class Seen:
    """What the host told at one look: its state, and how many calls run, where it tells that."""

    state: State
    running: int | None = None


@dataclass(frozen=True, slots=True)
class Controlled:
    """The outcome of a control, for the message that tells it.

    ``request_id`` is the row to look at again while the ending is unknown; ``running`` is the
    number of calls that run on; ``reason`` is why the host did not do it; ``waiting`` is the
    request that a second person has to approve.
    """

    campaign: Campaign
    action: Control
    ending: Ending
    request_id: int | None = None
    seen: Seen | None = None
    by: str | None = None
    at: datetime | None = None
    resumes_at: datetime | None = None
    reason: Sentence | None = None
    waiting: Waiting | None = None
