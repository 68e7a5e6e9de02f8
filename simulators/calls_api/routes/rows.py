"""Rows of reports, in the ways that hosts write them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from simulators.calls_api import words
from simulators.calls_api.calling.jobs import CallAttempt, CallJob
from simulators.calls_api.host import Host

Row = dict[str, Any]
RowMaker = Callable[[Host, Any], Row]

_RELIABLE: Final = frozenset({"phone", "callJobId", "createdAt", "attemptsCount", "attemptNumber"})


def job_row(host: Host, job: CallJob) -> Row:
    """A row of the report per call job."""
    return _trimmed(
        host,
        {
            "attemptsCount": len(job.attempts),
            "callDuration": job.duration,
            "callJobId": job_id(host, job),
            "createdAt": stamp(host, job.created_at),
            "finishedAt": stamp(host, job.finished_at),
            "jobStatus": status_word(host, job.status),
            "phone": job.phone if host.normalises else job.sent,
            "redialNumber": job.redial_number,
            "reportData": job.report_data,
            "tagName": job.tag_name,
            "tagPayload": job.tag_payload,
        },
    )


def attempt_row(host: Host, attempt: CallAttempt) -> Row:
    """A row of the report per attempt."""
    job = attempt.job
    return _trimmed(
        host,
        {
            "attemptNumber": attempt.number,
            "callDuration": attempt.duration,
            "callJobId": job_id(host, job),
            "callResult": attempt.call_result,
            "finishedAt": stamp(host, attempt.finished_at),
            "jobStatus": status_word(host, attempt.status),
            "phone": job.phone if host.normalises else job.sent,
            "redialNumber": job.redial_number,
            "reportData": attempt.report_data,
            "startedAt": stamp(host, attempt.started_at),
            "tagName": job.tag_name,
            "tagPayload": job.tag_payload,
        },
    )


def _trimmed(host: Host, row: Row) -> Row:
    if not host.bare_rows:
        return row
    return {name: value for name, value in row.items() if name in _RELIABLE}


def job_id(host: Host, job: CallJob) -> str | int:
    return job.serial if host.integer_ids else job.id


def status_word(host: Host, status: str) -> str:
    """A call job's status as the host spells it."""
    if status == words.CANCELED:
        return host.cancel_word
    if status == words.WITH_RESULT and host.cyrillic:
        return words.CYRILLIC_WITH_RESULT
    return status


def stamp(host: Host, moment: int | None) -> int | str | None:
    """A moment in Unix milliseconds as the host writes it."""
    if moment is None or host.times == "ms":
        return moment
    at = datetime.fromtimestamp(moment / 1000, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def campaign_word(host: Host, state: str) -> str:
    """A campaign's state as the host spells it."""
    word = host.progress_word if state == words.IN_PROGRESS else state
    if host.status_case == "upper":
        return word.upper()
    return word.lower() if host.status_case == "lower" else word
