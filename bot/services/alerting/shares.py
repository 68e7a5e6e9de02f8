"""How the last hour compares with what is usual for a campaign."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.domain import outcomes
from bot.domain.alerts import Shares
from bot.domain.campaigns import Campaign
from bot.domain.outcomes import CALLED_STATUSES, Outcome, Status
from bot.domain.silence import Answers, is_unusual
from bot.store import jobs
from bot.store.transaction import Transaction

_HOUR: Final = timedelta(hours=1)
_FRESH: Final = timedelta(minutes=1)
# With fewer call jobs before, nobody can say what is usual.
_SAMPLE: Final = 30


async def shares_of(tx: Transaction, campaign: Campaign, now: datetime) -> Shares:
    """The last hour's shares beside those of all that finished before it.

    What is usual comes from the campaign's tally, which costs a few rows: a week's worth of call
    jobs would have to be counted anew for each alert.
    """
    since = now + campaign.host_clock - _HOUR
    hour = await jobs.finished_by_status(tx, campaign.id, since)
    every = {one.status: one.jobs for one in await jobs.counts(tx, campaign.id)}
    before = {word: max(0, count - hour.get(word, 0)) for word, count in every.items()}
    return Shares(
        finished=_finished(hour),
        failed=_failed(hour),
        called=_called(hour),
        no_answer=hour.get(Status.NO_ANSWER, 0),
        usual_failed=_share(_failed(before), _finished(before)),
        usual_no_answer=_share(before.get(Status.NO_ANSWER, 0), _called(before)),
    )


def _finished(counts: Mapping[str, int]) -> int:
    return sum(count for word, count in counts.items() if outcomes.is_final(word))


def _failed(counts: Mapping[str, int]) -> int:
    failed = Outcome.FAILED
    return sum(n for word, n in counts.items() if outcomes.outcome_of(word) is failed)


def _called(counts: Mapping[str, int]) -> int:
    return sum(count for word, count in counts.items() if word in CALLED_STATUSES)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole >= _SAMPLE else None


class Unanswered:
    """Whether so many calls of a campaign go unanswered that it is not everyday any more; counted
    anew once a minute at most, since a burst comes in many pages."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[datetime, bool]] = {}

    async def is_unusual(self, tx: Transaction, campaign: Campaign, now: datetime) -> bool:
        """The judgement of this minute."""
        counted_at, verdict = self._known.get(campaign.id, (None, False))
        if counted_at is not None and timedelta() <= now - counted_at < _FRESH:
            return verdict
        shares = await shares_of(tx, campaign, now)
        answers = Answers(shares.called, shares.no_answer, shares.usual_no_answer)
        self._known[campaign.id] = (now, is_unusual(answers))
        return self._known[campaign.id][1]
