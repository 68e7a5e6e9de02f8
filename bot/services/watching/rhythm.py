"""How soon a campaign is looked at again."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Final

from bot.domain.campaign_state import State, Word
from bot.domain.campaigns import Campaign
from bot.domain.lateness import obeyed

_LONGEST_BACK_OFF: Final = timedelta(minutes=15)
# How many times rarer than usual a campaign is looked at in which nothing can happen.
_AT_REST: Final[dict[str, int]] = {Word.PAUSED: 4, Word.FINISHED: 20, Word.DELETED: 20}
_JITTER: Final = 0.1


def next_look(campaign: Campaign, open_jobs: int, now: datetime, every: timedelta) -> datetime:
    """When to look again after a look that went well.

    A campaign that rests is looked at more and more seldom the longer it has rested; one that has
    ended while call jobs are open is not at rest, for they are about to end too.
    """
    rested = _rest(campaign, now) if not (campaign.state.ended and open_jobs) else timedelta()
    longest = every * _AT_REST.get(_word(campaign.state), 1)
    return now + _spread(min(max(every, rested / 10), longest))


def longest_looks(every: timedelta) -> dict[str, timedelta]:
    """The longest from a look that went well to the next, by the campaign's state word; under the
    empty word for all others."""
    return {word: every * times * (1 + _JITTER) for word, times in {"": 1, **_AT_REST}.items()}


def next_try(failures: int, now: datetime, every: timedelta, asked: float | None) -> datetime:
    """When to look again after so many failures in a row, and after ``asked`` seconds at least."""
    pause = min(every * (1 << min(failures, 16)), max(_LONGEST_BACK_OFF, every))
    return now + max(_spread(pause), timedelta(seconds=obeyed(asked)))


def _word(state: State) -> str:
    return state.word or "" if state.confirmed else ""


def _rest(campaign: Campaign, now: datetime) -> timedelta:
    moved = [at for at in (campaign.state_since, campaign.silence_at) if at is not None]
    return now - max(moved, default=now)


def _spread(pause: timedelta) -> timedelta:
    """A little more or less, so that campaigns which began together do not stay together."""
    return pause * random.uniform(1 - _JITTER, 1 + _JITTER)  # noqa: S311 - spreads load, hides nothing.
