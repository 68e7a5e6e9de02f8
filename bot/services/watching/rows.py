"""A report row as it is stored."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import orjson

from bot.calls_api import JobReport
from bot.domain import outcomes

_WRITTEN = re.compile(r"\+?[0-9\s().\-]{1,40}")


def changed_values(
    row: JobReport, now: datetime, host_clock: timedelta, is_forgotten: bool = False
) -> dict[str, Any]:
    """The columns that a later look may change.

    Of what a script notes about a person who was erased here, nothing is kept.
    The phone is not among them: hosts may give it back in another form than it was added in. Where
    a host does not say when a call job finished, it was just now, by the host's clock.
    """
    status = outcomes.canonical(row.job_status)
    finished_at = row.finished_at
    if finished_at is None and outcomes.is_final(status):
        finished_at = now + host_clock
    return {
        "job_id": row.call_job_id,
        "status": _storable(status),
        "outcome": str(outcomes.outcome_of(status)),
        "attempts": row.attempts_count,
        "talk_seconds": row.call_duration or 0,
        "finished_at": finished_at,
        "redial_number": row.redial_number,
        "tag_name": None if is_forgotten else _storable(row.tag_name),
        "report_data": None if is_forgotten else _storable(row.report_data),
        "seen_at": now,
    }


def new_values(row: JobReport, now: datetime, host_clock: timedelta) -> dict[str, Any]:
    """All columns of a call job that was not known before."""
    return {
        **changed_values(row, now, host_clock),
        "phone": _digits(row.phone),
        "created_at": row.created_at,
    }


def _digits(phone: str) -> str:
    """A number as all of ours are kept, so that whoever opts out or is forgotten is found by it;
    what is written otherwise than numbers are stays as it came."""
    digits = re.sub(r"\D", "", phone) if _WRITTEN.fullmatch(phone) else ""
    return digits if 7 <= len(digits) <= 15 else str(_storable(phone))


def _storable(value: Any) -> Any:
    """A text, or what a script wrote, as every database takes it: it may write anything."""
    return value if _is_storable(value) else _mended(value)


def _is_storable(value: Any) -> bool:
    """Whether it stays as it is, as nearly all do: a quick look at the whole."""
    try:
        return value is None or b"\\u0000" not in orjson.dumps(value)
    except TypeError:
        return False


def _mended(value: Any) -> Any:
    """Without the NUL that PostgreSQL refuses in any text, and with the digits of numbers that are
    longer than JSON's encoder takes."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {_mended(name): _mended(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_mended(one) for one in value]
    return value if _is_storable(value) else str(value)
