"""Dates and times: ISO 8601, ``2026-12-01 10:00`` and ``01.12.2026 10:00``."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, tzinfo

from bot.domain.cells import shown
from bot.errors import BadInput
from bot.texts import N_

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[,\s]+(\d{1,2}:\d{2}(?::\d{2})?))?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4}")
_CLOSING = time(23, 59, 59)


def parse_moment(text: str, zone: tzinfo, field: str) -> str:
    """The instant in UTC, as ``2026-12-01T07:00:00.000Z``.

    Without an offset of its own the time is one of ``zone``; a time that daylight saving skips
    moves by the gap, one that comes twice is the first. A bare day begins at midnight as
    ``startDateTime`` and ends with its last second as ``finishDateTime``.
    """
    plain = text.strip()
    try:
        local = _read(plain)
        if field == "finishDateTime" and _DAY.fullmatch(plain):
            local = datetime.combine(local, _CLOSING)
        instant = (local if local.tzinfo else local.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _no_moment(text, field) from error
    return wire_moment(instant)


def wire_moment(instant: datetime) -> str:
    """An instant as the Calls API client sends it; such texts sort as the instants do."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _read(plain: str) -> datetime:
    if dotted := _DOTTED.fullmatch(plain):
        day, month, year, clock = dotted.groups()
        hour = time.fromisoformat(
            (clock or "00:00").zfill(5 if (clock or "").count(":") < 2 else 8)
        )
        return datetime.combine(datetime(int(year), int(month), int(day)), hour)
    if "-" not in plain:
        raise ValueError(plain)
    return datetime.fromisoformat(re.sub(r"[ T](\d:)", r"T0\1", plain))


def _no_moment(text: str, field: str) -> BadInput:
    return BadInput(
        N_(
            "{name}: “{value}” is no date and time. Write for example 2026-12-01 10:00 or "
            "2026-12-01T10:00:00+03:00."
        ),
        field=field,
        name=field,
        value=shown(text),
    )
