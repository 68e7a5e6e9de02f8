"""What changed between two looks at a campaign's call jobs.

::

    (not known) ──► open ──► final ──► another final (the host corrected itself)
         │                     ▲
         └─────────────────────┘ added and finished between two looks

Only the arrows that end in a final status are transitions: open states are counters. The first
complete look at a campaign, in all of its pages, is a baseline: it makes no transition.

It works in pages: give each page what is known of just its call jobs, with the pages before it
stored already. Read the unfinished call jobs first and the finished ones after them, so that what
finished in between is seen last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from bot.domain import outcomes
from bot.domain.outcomes import Outcome, Status

Known = tuple[str, int]
"""What is remembered of a call job: its canonical status and the number of attempts."""


class Row(Protocol):
    """What is needed of a report row, whichever route it came from."""

    @property
    def call_job_id(self) -> str: ...
    @property
    def job_status(self) -> str | None: ...
    @property
    def attempts_count(self) -> int | None: ...
    @property
    def finished_at(self) -> datetime | None: ...


AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(frozen=True, slots=True)
class Transition:
    """A call job that entered a final status; ``before`` is ``None`` if it was not known.

    ``by`` is the id of the person here whose cancel or stop led to it. There is no phone in it:
    whoever shows one looks it up by the call job, and masks it.
    """

    campaign: str
    job_id: str
    before: str | None
    status: str
    at: datetime | None
    by: str | None = None

    @property
    def key(self) -> str:
        """The same for every sight of this very change, so that a unique row records it once."""
        at = "-" if self.at is None else str(round(self.at.timestamp() * 1000))
        return f"{self.campaign}:{self.job_id}:{self.status}:{at}"


@dataclass(frozen=True, slots=True)
class Changes(Generic[AnyRow]):
    """Rows to insert, rows to update, and the transitions among them, in the order of the rows."""

    new: tuple[AnyRow, ...] = ()
    changed: tuple[AnyRow, ...] = ()
    transitions: tuple[Transition, ...] = ()


@dataclass(frozen=True, slots=True)
class Here:
    """What was asked here: cancels by call job, with the actor of each; who stopped it all."""

    canceled: Mapping[str, str]
    stopped_by: str | None = None

    def actor(self, job_id: str, status: str) -> str | None:
        """Who here led to this status of this call job, if somebody did."""
        if outcomes.outcome_of(status) is Outcome.CANCELED:
            return self.canceled.get(job_id)
        return self.stopped_by if status == Status.NOT_DONE else None


NOTHING_ASKED = Here({})


def known_of(row: Row) -> Known:
    """What to remember of a row for the next look."""
    return outcomes.canonical(row.job_status), row.attempts_count or 0


def diff(
    known: Mapping[str, Known],
    rows: Iterable[AnyRow],
    *,
    campaign: str,
    here: Here = NOTHING_ASKED,
    baseline: bool = False,
) -> Changes[AnyRow]:
    """Compare a page of rows with what is known of its call jobs.

    A call job that stands twice in the page (pages shift while they are read) counts as it stands
    last. Rows that say nothing new are in none of the results.
    """
    latest: dict[str, Known] = {}
    new: dict[str, AnyRow] = {}
    changed: dict[str, AnyRow] = {}
    transitions: list[Transition] = []
    for row in rows:
        job_id, after = row.call_job_id, known_of(row)
        before = latest.get(job_id) or known.get(job_id)
        if before == after:
            continue
        latest[job_id] = after
        (changed if job_id in known else new)[job_id] = row
        if not baseline and _is_transition(before, after):
            transitions.append(_transition(campaign, row, before, here))
    return Changes(tuple(new.values()), tuple(changed.values()), tuple(transitions))


def _is_transition(before: Known | None, after: Known) -> bool:
    return (before is None or before[0] != after[0]) and outcomes.is_final(after[0])


def _transition(campaign: str, row: Row, before: Known | None, here: Here) -> Transition:
    status = outcomes.canonical(row.job_status)
    return Transition(
        campaign=campaign,
        job_id=row.call_job_id,
        before=None if before is None else before[0],
        status=status,
        at=row.finished_at,
        by=here.actor(row.call_job_id, status),
    )
