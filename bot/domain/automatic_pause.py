"""When a campaign is paused by itself, and what was seen then.

It happens once for each crossing: until a person resumes the campaign nothing is counted, and after
that only what finishes later, so that a new sample has to gather first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from bot.domain.campaigns import Campaign
from bot.domain.outcomes import Outcome, outcome_of
from bot.domain.rules import Rules

WINDOW: Final = timedelta(hours=1)
"""How far back finished calls are counted."""

TRIES: Final = 5
"""How often a pause is asked for that the host did not take."""

_FIRST_WAIT: Final = timedelta(minutes=1)
_BAD: Final = frozenset({Outcome.FAILED, Outcome.CANCELED})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What finished within the window, by status word, and the rule that it passed.

    ``share`` is the limit in percent. Call jobs that were canceled here are not in the counts.
    """

    counts: Mapping[str, int]
    share: int
    sample: int

    @property
    def finished(self) -> int:
        """All calls of the sample."""
        return sum(self.counts.values())

    @property
    def bad_counts(self) -> Mapping[str, int]:
        """Those that failed or were canceled, by status word."""
        return {word: count for word, count in self.counts.items() if outcome_of(word) in _BAD}

    @property
    def bad(self) -> int:
        """How many that are."""
        return sum(self.bad_counts.values())

    def to_wire(self) -> dict[str, Any]:
        """The evidence as JSON for storage."""
        return {"counts": dict(self.counts), "share": self.share, "sample": self.sample}


def crossing(counts: Mapping[str, int], rules: Rules) -> Evidence | None:
    """The evidence for a pause; ``None`` while the share is no larger, or the sample too small."""
    if rules.pause_share is None:
        return None
    seen = Evidence(counts, rules.pause_share, rules.pause_sample)
    is_large = seen.finished >= seen.sample
    return seen if is_large and seen.bad * 100 > seen.share * seen.finished else None


@dataclass(frozen=True, slots=True)
class AutomaticPause:
    """One crossing. It stands until somebody resumes the campaign, or ends it.

    ``ended_by`` is ``None`` for whoever did so in the platform.
    """

    id: int
    campaign_id: int
    paused_at: datetime
    evidence: Evidence
    ended_at: datetime | None = None
    ended_by: str | None = None

    @property
    def stands(self) -> bool:
        """Whether a person still has to resume."""
        return self.ended_at is None


class PauseStage(StrEnum):
    """How far the pause itself has got at the host."""

    UNDER_WAY = "under_way"
    PAUSED = "paused"
    UNCONFIRMED = "unconfirmed"
    UNKNOWN = "unknown"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PauseFacts:
    """What the message about an automatic pause shows. ``approved``: a resume needs two people."""

    campaign: Campaign
    pause: AutomaticPause
    stage: PauseStage
    approved: bool


def wait_before(tries: int) -> timedelta:
    """How long after a pause that was not taken it is asked for again."""
    return _FIRST_WAIT * (1 << min(tries - 1, 6))
