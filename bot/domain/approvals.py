"""Approval by a second person: what waits for one, who that may be, and how it ends.

::

    asked ──► approved ──► done | failed
      ├─────► declined
      ├─────► withdrawn      by whoever asked
      └─────► expired

What was asked is fixed when it is asked; approving carries out exactly that. Whoever asked is never
the one who approves, and both must still have the role when it is carried out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.automatic_pause import AutomaticPause
from bot.domain.batches import Batch
from bot.domain.campaign_state import Control
from bot.domain.campaigns import Campaign
from bot.domain.people import Role
from bot.domain.rules import Deed
from bot.texts import N_, Sentence

LIFE = timedelta(minutes=60)
"""How long a request waits for a second person; and how long what was approved may wait to be
begun, if nobody could carry it out: what was right an hour ago is not taken to be right now."""


class ApprovalState(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    DONE = "done"
    FAILED = "failed"


OPEN = (ApprovalState.ASKED, ApprovalState.APPROVED)

NEEDED: Mapping[Deed, Role] = {
    Deed.ADD: Role.OPERATOR,
    Deed.STOP: Role.OPERATOR,
    Deed.RESUME: Role.OPERATOR,
    Deed.OVERRIDE: Role.ADMIN,
}
"""The role on the campaign that a deed asks of both: of whoever asks, and of whoever approves."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to do, in ids and counts only: everything that is needed to do it later.

    ``subject`` names the thing that it is done to, so that the same is not asked for twice.
    """

    deed: Deed
    subject: str
    people: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ApprovalRequest:
    """One request. ``channel_id`` is where it stands for everybody to see.

    ``decided_by`` is who approved, declined or withdrew; ``outcome`` is a word of what came of it
    (an :class:`~bot.domain.control.Ending` of a control), ``reason`` why it could not be done.
    """

    id: int
    campaign_id: int
    campaign_name: str
    deed: Deed
    subject: str
    details: Mapping[str, Any]
    people: int | None
    asked_by: str
    asked_at: datetime
    channel_id: str
    expires_at: datetime
    state: ApprovalState
    decided_by: str | None
    decided_at: datetime | None
    outcome: str | None
    reason: Sentence | None
    post_id: int | None
    attempts: int

    @property
    def control(self) -> Control | None:
        """What is asked of the host, where the deed is a control."""
        action = self.details.get("action")
        return None if action is None else Control(action)


@dataclass(frozen=True, slots=True)
class Approved:
    """That a second person has agreed: goes with a deed in place of the question for one."""

    request_id: int
    by: str

    @property
    def detail(self) -> dict[str, Any]:
        """What the audit keeps of it beside who did it."""
        return {"approved_by": self.by, "approval": self.request_id}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What was asked for waits for a second person; ``is_new`` unless it was asked before."""

    request_id: int
    deed: Deed
    people: int | None
    asked_by: str
    channel_id: str
    expires_at: datetime
    is_new: bool


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """What the message of a request shows; ``campaign`` is ``None`` once it is disconnected.

    ``batch`` is the list that it is about, ``pause`` the automatic pause that it would end;
    ``has_hours`` tells that the campaign's rules hold to calling hours.
    """

    request: ApprovalRequest
    campaign: Campaign | None
    open_jobs: int | None
    batch: Batch | None
    pause: AutomaticPause | None
    has_hours: bool
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of carrying it out; ``state`` is ``None`` while nobody can know."""

    state: ApprovalState | None
    word: str | None = None
    reason: Sentence | None = None


STILL_OPEN = Outcome(None)


def deed_of(action: Control, *, is_paused_by_rule: bool) -> Deed | None:
    """The deed that a control is, if it is one that a second person may be needed for.

    A start sets a paused campaign going as a resume does.
    """
    if action is Control.STOP:
        return Deed.STOP
    if is_paused_by_rule and action in (Control.RESUME, Control.START):
        return Deed.RESUME
    return None


def is_stale(request: ApprovalRequest, now: datetime) -> bool:
    """Whether what was approved has waited for too long to be begun."""
    return request.decided_at is not None and now - request.decided_at > LIFE


WHY_NOT = {
    ApprovalState.APPROVED: N_("{who} has approved that already."),
    ApprovalState.DONE: N_("{who} has approved that already."),
    ApprovalState.FAILED: N_("{who} has approved that already."),
    ApprovalState.DECLINED: N_("{who} has declined that already. Nothing was done."),
    ApprovalState.WITHDRAWN: N_("{who} has withdrawn that. Nothing was done."),
}
"""Why a request cannot be decided any more; one that is missing here has expired."""
