"""What a campaign's settings hold it to: guards, approvals and the automatic pause.

All of it is off until an admin turns it on for a campaign; only opt-outs hold always.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.windows import CallingHours

MOST_JOBS = 1_000_000
"""The highest limit that can be set: more than any list holds."""

Limit = Annotated[int, Field(ge=1, le=MOST_JOBS)]


class Deed(StrEnum):
    """What a campaign may ask a second person for."""

    ADD = "add"
    STOP = "stop"
    RESUME = "resume"
    OVERRIDE = "override"


class Rules(BaseModel):
    """The rules of one campaign; without any, everything is off.

    ``cap_…`` are call jobs per number over all campaigns, in a day, a week from Monday, a month of
    the campaign's zone; the campaign that has the cap refuses a number that had as many anywhere.
    ``daily_ceiling`` counts this campaign's own call jobs of such a day. ``hours`` are the wall
    clock of whoever is called. ``pause_share`` is in percent: the campaign is paused when more of
    the calls that finished within an hour, and at least ``pause_sample``, failed or were canceled.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    approve_above: Annotated[int, Field(ge=0, le=MOST_JOBS)] | None = None
    approve_stop: bool = False
    approve_resume: bool = False
    approve_override: bool = False
    cap_day: Limit | None = None
    cap_week: Limit | None = None
    cap_month: Limit | None = None
    hours: CallingHours | None = None
    daily_ceiling: Limit | None = None
    pause_share: Annotated[int, Field(ge=1, le=99)] | None = None
    pause_sample: Limit = 50

    @property
    def has_caps(self) -> bool:
        """Whether it matters how often a number had a call job."""
        return (self.cap_day, self.cap_week, self.cap_month) != (None, None, None)


NO_RULES = Rules()


def needs_second(rules: Rules, deed: Deed, numbers: int = 0) -> bool:
    """Whether a second person has to agree.

    ``numbers`` tells how many an :attr:`Deed.ADD` would add; :attr:`Deed.RESUME` is meant where
    the campaign was paused automatically.
    """
    match deed:
        case Deed.ADD:
            return rules.approve_above is not None and numbers > rules.approve_above
        case Deed.STOP:
            return rules.approve_stop
        case Deed.RESUME:
            return rules.approve_resume
        case Deed.OVERRIDE:
            return rules.approve_override
