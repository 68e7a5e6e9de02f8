"""What a campaign has come to, or did in a period: the figures of cards, reports and digests.

SQL counts; this says what the counts mean. Each rate stands beside its denominator, so that
nobody has to guess what it is a share of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain import outcomes
from bot.domain.outcomes import Outcome
from bot.texts import N_


@dataclass(frozen=True, slots=True)
class StatusCount:
    """One row of the aggregate: the call jobs of a status, their talk time and attempts."""

    status: str
    jobs: int
    talk_seconds: int = 0
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """The call jobs of a campaign (or those that finished in a period), summed up.

    ``contacts`` are different numbers: a person may have several call jobs.
    """

    by_status: Mapping[str, int] = field(default_factory=dict)
    talk_seconds: int = 0
    attempts: int = 0
    contacts: int = 0

    def count(self, outcome: Outcome) -> int:
        """How many call jobs have come to this."""
        return sum(n for word, n in self.by_status.items() if outcomes.outcome_of(word) is outcome)

    @property
    def jobs(self) -> int:
        """All call jobs."""
        return sum(self.by_status.values())

    @property
    def open(self) -> int:
        """Call jobs that the host is not done with."""
        return self.count(Outcome.OPEN)

    @property
    def finished(self) -> int:
        """Call jobs that came to an end, whichever."""
        return self.jobs - self.open

    @property
    def called(self) -> int:
        """Finished call jobs that the host did try to reach: without the canceled and those that
        the campaign's end left undone. The denominator of :attr:`answer_rate`."""
        return sum(self.by_status.get(word, 0) for word in outcomes.CALLED_STATUSES)

    @property
    def reached(self) -> int:
        """Call jobs in which somebody talked, with a result or without."""
        return self.count(Outcome.SUCCESS) + self.count(Outcome.REACHED_NO_RESULT)

    @property
    def answer_rate(self) -> float | None:
        """``reached / called``, 0 to 1; ``None`` where nobody was called."""
        return _share(self.reached, self.called)

    @property
    def success_rate(self) -> float | None:
        """Call jobs with a result among those reached, 0 to 1; ``None`` where nobody was."""
        return _share(self.count(Outcome.SUCCESS), self.reached)

    @property
    def attempts_per_contact(self) -> float | None:
        """Attempts for each different number; ``None`` where there are no numbers."""
        return _share(self.attempts, self.contacts)

    @property
    def talk_seconds_per_call(self) -> float | None:
        """Seconds of talk for each call job that was reached; ``None`` where none was."""
        return _share(self.talk_seconds, self.reached)

    def __add__(self, other: Summary) -> Summary:
        """The figures of several campaigns in one; a person called by both is two contacts."""
        return Summary(
            Counter(self.by_status) + Counter(other.by_status),
            self.talk_seconds + other.talk_seconds,
            self.attempts + other.attempts,
            self.contacts + other.contacts,
        )


EMPTY: Final = Summary()


@dataclass(frozen=True, slots=True)
class Delta:
    """How a period differs from the one it is held against: what was more is positive.

    ``answer_rate`` is a difference of shares (0.05 is five points), ``None`` where either has none.
    """

    by_outcome: Mapping[Outcome, int]
    finished: int
    called: int
    talk_seconds: int
    answer_rate: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the funnel: its message id, its count, and its share of the first step."""

    name: str
    jobs: int
    share: float


def summarise(rows: Iterable[StatusCount], contacts: int) -> Summary:
    """The summary of an aggregate; several spellings of a status become one."""
    by_status: Counter[str] = Counter()
    talk_seconds = attempts = 0
    for row in rows:
        by_status[outcomes.canonical(row.status)] += row.jobs
        talk_seconds += row.talk_seconds
        attempts += row.attempts
    return Summary(by_status, talk_seconds, attempts, contacts)


def compare(now: Summary, before: Summary) -> Delta:
    """A period against the one before it, or against the same weekday's."""
    return Delta(
        by_outcome={outcome: now.count(outcome) - before.count(outcome) for outcome in Outcome},
        finished=now.finished - before.finished,
        called=now.called - before.called,
        talk_seconds=now.talk_seconds - before.talk_seconds,
        answer_rate=_difference(now.answer_rate, before.answer_rate),
    )


def funnel(summary: Summary) -> tuple[Step, ...]:
    """From all call jobs to those with a result; no step is larger than the one before it."""
    steps = (
        (N_("Call jobs"), summary.jobs),
        (N_("Called"), summary.called),
        (N_("Reached"), summary.reached),
        (N_("With a result"), summary.count(Outcome.SUCCESS)),
    )
    return tuple(Step(name, jobs, _share(jobs, summary.jobs) or 0.0) for name, jobs in steps)


def is_nothing_new(period: Summary, added: int = 0) -> bool:
    """Whether a period has no news: nothing was added, and nothing came to an end."""
    return not added and not period.finished


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _difference(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else now - before
