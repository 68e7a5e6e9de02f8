"""What a campaign that seems to run should be suspected of.

Two suspicions of a campaign, each raised once under a key of its own: it is in progress and within
its hours, yet nothing finishes; its hours end soon with call jobs still planned. Only a host that
tells its campaign's state can be suspected so: where the state is not confirmed, this says nothing,
and the bot says that it cannot watch for silence there.

A pause by nobody here is a state to be shown for as long as it lasts; the alert of it comes from
:func:`bot.domain.campaign_state.changed_outside`, when it begins. And one suspicion is of the calls
themselves: that unusually many are not answered.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from bot.domain import windows
from bot.domain.campaign_state import State, Word
from bot.domain.incidents import CampaignReason, Event
from bot.domain.pace import Pace
from bot.domain.windows import ANY_TIME, CallingHours

SHORTEST: Final = timedelta(minutes=15)
"""Long calls and slow retries make pauses of some minutes in any campaign."""
USUAL_GAPS: Final = 10
"""A slow campaign is given ten of its usual gaps: by chance one comes in some 20,000."""
SOON: Final = timedelta(hours=1)

NO_ANSWER_SAMPLE: Final = 30
"""Below 30 calls a share says little: at a usual 40 %, one hour in 120 passes 60 % by chance."""
NO_ANSWER_SHARE: Final = 0.6
"""Four of ten answered is an ordinary campaign; fewer is worth a look."""
NO_ANSWER_MARGIN: Final = 0.05
"""Five points more than usual is a change to a person too, however large the sample."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a campaign at one look.

    ``since``: how long it has been in progress as far as we know. ``usual``: its pace before any
    silence, if known.
    """

    state: State
    since: datetime
    open_jobs: int
    last_finish: datetime | None = None
    usual: Pace | None = None
    hours: CallingHours = ANY_TIME
    zones: Collection[tzinfo] = ()


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Something to alert of, once for each ``key``.

    ``at``: since when nothing finishes, or when the hours end. ``jobs``: the open call jobs, or
    those that will be left then.
    """

    reason: CampaignReason
    key: str
    at: datetime
    jobs: int

    @property
    def event(self) -> Event:
        """What the incident counts."""
        return Event(str(self.reason))


@dataclass(frozen=True, slots=True)
class Answers:
    """The last hour's calls: how many finished after being called, and how many of them nobody
    answered. ``usual``: that share in the week before, where there were calls enough to say."""

    called: int
    no_answer: int
    usual: float | None = None

    @property
    def share(self) -> float:
        """The share of calls that nobody answered, 0 to 1."""
        return self.no_answer / self.called if self.called else 0.0


def suspicions(look: Look, now: datetime) -> tuple[Suspicion, ...]:
    """Everything that is to be suspected now, among it what was raised before under its key."""
    found = (_silent(look, now), _closing(look, now))
    return tuple(suspicion for suspicion in found if suspicion is not None)


def patience(usual: Pace | None) -> timedelta:
    """For how long nothing may finish before it is a silence."""
    return SHORTEST if usual is None else max(SHORTEST, usual.needs(USUAL_GAPS))


def _is_calling(look: Look) -> bool:
    return look.state.says(Word.IN_PROGRESS) and look.open_jobs > 0


def _silent(look: Look, now: datetime) -> Suspicion | None:
    """Nothing finished for longer than it may, with calls allowed all that while."""
    limit = patience(look.usual)
    since = max(look.since, look.last_finish or look.since)
    allowed = windows.open_time(look.hours, look.zones, now - limit, now) == limit
    if not _is_calling(look) or since > now - limit or not allowed:
        return None
    return _suspicion(CampaignReason.SILENT, since, look.open_jobs)


def _closing(look: Look, now: datetime) -> Suspicion | None:
    """The hours end within the hour, and at the usual pace call jobs will be left."""
    closes = windows.closes_at(look.hours, look.zones, now)
    if not _is_calling(look) or closes is None or closes - now > SOON:
        return None
    left = look.open_jobs - _by_then(look.usual, closes - now)
    return _suspicion(CampaignReason.CLOSING, closes, left) if left > 0 else None


def _by_then(usual: Pace | None, span: timedelta) -> int:
    return 0 if usual is None else usual.within(span)


def _suspicion(reason: CampaignReason, at: datetime, jobs: int) -> Suspicion:
    return Suspicion(reason, f"{reason}:{at.timestamp():.0f}", at, jobs)


def is_unusual(answers: Answers) -> bool:
    """Whether so many calls were not answered that people should know.

    There must be a minimum sample and a share above 60 %, above the campaign's usual too: by more
    than chance explains (two standard deviations), and by more than a hair.
    """
    if answers.called < NO_ANSWER_SAMPLE:
        return False
    usual = answers.usual or 0.0
    chance = 2 * math.sqrt(usual * (1 - usual) / answers.called)
    return answers.share > max(NO_ANSWER_SHARE, usual + max(NO_ANSWER_MARGIN, chance))
