"""Instants, as the Calls API writes and reads them.

Answers carry Unix milliseconds as integers (seen) or ISO 8601 texts (the spec); both become aware
datetimes in UTC. A text without an offset is taken as UTC. Requests carry ISO 8601 in UTC with
milliseconds, which is the finest that any host has shown.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Annotated

from pydantic import AfterValidator

TICK = timedelta(milliseconds=1)
"""The finest step of time that the Calls API knows."""


def in_utc(moment: datetime) -> datetime:
    """The same instant in UTC; a time that names no zone is taken as UTC."""
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("an instant outside the calendar") from None


Moment = Annotated[datetime, AfterValidator(in_utc)]


def on_tick(moment: datetime) -> datetime:
    """The instant without what is finer than a tick."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def wire_moment(moment: datetime) -> str:
    """An aware instant as a request carries it: ``2026-11-24T06:03:00.000Z``."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def http_date(text: str | None) -> datetime | None:
    """The instant of a ``Date`` or ``Retry-After`` header, None if it is none."""
    try:
        return in_utc(parsedate_to_datetime(text)) if text else None
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
