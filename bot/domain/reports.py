"""Call jobs and their attempts as reports tell of them: whom was asked for, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from bot.calls_api import AttemptReport, JobReport
from bot.domain import outcomes
from bot.domain.campaigns import Campaign
from bot.domain.cards import CardFacts
from bot.domain.phones import Phone, mask_written, normalise
from bot.errors import BadInput
from bot.texts import N_

MOST_MEMBERS: Final = 80
"""What one command may ask for: their IDs fit into what a button carries."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Call jobs by their IDs and by numbers, in E.164 digits."""

    phones: tuple[str, ...] = field(default=(), repr=False)
    jobs: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.phones) + len(self.jobs)


def wanted(phones: Iterable[str], jobs: Iterable[str], region: str | None) -> Wanted:
    """What a person typed, checked.

    :raises BadInput: a number that cannot be dialled, or more than :data:`MOST_MEMBERS` in all.
    """
    asked = Wanted(tuple(dict.fromkeys(_digits(one, region) for one in phones)), tuple(jobs))
    if len(asked) > MOST_MEMBERS:
        raise BadInput(
            N_("That is more than {most} at once. Nothing was changed; please name fewer."),
            most=MOST_MEMBERS,
        )
    return asked


def _digits(typed: str, region: str | None) -> str:
    found = normalise(typed, region)
    if isinstance(found, Phone):
        return found.digits
    raise BadInput(found.message, field="phones", value=mask_written(typed))


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt of a call job; ``result`` is free text that the script set."""

    number: int
    status: str
    started_at: datetime | None
    seconds: int
    result: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class JobRow:
    """A call job. ``report_data`` is what the script wrote, its keys in the script's order."""

    job_id: str
    phone: str = field(repr=False)
    status: str
    attempts_count: int
    talk_seconds: int
    created_at: datetime | None
    finished_at: datetime | None
    report_data: dict[str, Any] | None = field(repr=False)
    attempts: tuple[Attempt, ...] = ()
    canceled_by: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether the host is not done with it."""
        return not outcomes.is_final(self.status)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a campaign holds of the call jobs that were asked for.

    ``unknown_phones`` are digits. ``tells_attempts``: the host can tell single attempts.
    ``is_fresh`` is false for what was stored, because the host did not answer.
    """

    campaign: Campaign
    rows: tuple[JobRow, ...]
    unknown_jobs: tuple[str, ...] = ()
    unknown_phones: tuple[str, ...] = field(default=(), repr=False)
    tells_attempts: bool = True
    is_fresh: bool = True

    @property
    def open(self) -> tuple[JobRow, ...]:
        """The call jobs that can still be cancelled."""
        return tuple(row for row in self.rows if row.is_open)

    @property
    def finished(self) -> tuple[JobRow, ...]:
        """The call jobs that came to an end already."""
        return tuple(row for row in self.rows if not row.is_open)


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The summary of a campaign. ``contacts`` are different numbers."""

    card: CardFacts
    contacts: int

    @property
    def attempts_per_contact(self) -> float | None:
        """Attempts for each different number; ``None`` where there are none."""
        return self.card.summary.attempts / self.contacts if self.contacts else None


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """One number over all campaigns that somebody may see."""

    phone: str = field(repr=False)
    places: tuple[Looked, ...] = ()


@dataclass(frozen=True, slots=True)
class Canceled:
    """What became of a cancel: IDs of call jobs, each in one group.

    ``refused`` are those that the host did not cancel, though they were open; ``unsure`` those
    whose answer was lost and whose state does not tell.
    """

    campaign: Campaign
    done: tuple[str, ...] = ()
    finished: tuple[JobRow, ...] = ()
    refused: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    unknown_jobs: tuple[str, ...] = ()
    unknown_phones: tuple[str, ...] = field(default=(), repr=False)


def job_row(
    report: JobReport, attempts: Sequence[AttemptReport] = (), canceled_by: str | None = None
) -> JobRow:
    """A host's rows as one of ours."""
    return JobRow(
        job_id=report.call_job_id,
        phone=report.phone,
        status=outcomes.canonical(report.job_status),
        attempts_count=report.attempts_count,
        talk_seconds=report.call_duration or 0,
        created_at=report.created_at,
        finished_at=report.finished_at,
        report_data=report.report_data,
        attempts=tuple(_attempt(one) for one in sorted(attempts, key=lambda a: a.attempt_number)),
        canceled_by=canceled_by,
    )


def _attempt(report: AttemptReport) -> Attempt:
    return Attempt(
        number=report.attempt_number,
        status=outcomes.canonical(report.job_status),
        started_at=report.started_at,
        seconds=report.call_duration or 0,
        result=report.call_result,
    )


def unanswered_for(phones: Iterable[str], rows: Sequence[JobRow]) -> tuple[str, ...]:
    """The numbers that no row is of; hosts may write the beginning of a number otherwise."""
    ends = {row.phone[-9:] for row in rows}
    return tuple(one for one in phones if one[-9:] not in ends)
