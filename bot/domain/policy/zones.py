"""Time zones as the Calls API takes them: an offset from UTC, or an IANA name."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.cells import shown
from bot.errors import BadInput
from bot.texts import N_

_OFFSET = re.compile(
    r"(?:UTC|GMT|UT)?\s*([+-])(\d{1,2})(?::?([0-5]\d)(?::?([0-5]\d))?)?", re.IGNORECASE
)
_BARE_HOURS = re.compile(r"(-?)(\d{1,2})(?:\.0+)?")
_UTC = {"Z", "UTC", "GMT", "UT"}
_FURTHEST = timedelta(hours=18)


def parse_zone(text: str, field: str = "gmtZone") -> str:
    """The zone as ``+03:00``, ``Z`` or an IANA name; a bare ``3`` is what Excel makes of ``+3``."""
    plain = text.strip().replace("−", "-").replace("–", "-")
    if plain.upper() in _UTC:
        return "Z"
    match = _OFFSET.fullmatch(plain)
    if match:
        return _offset(match[1], match[2], match[3], match[4], text=text, field=field)
    if bare := _BARE_HOURS.fullmatch(plain):
        return _offset(bare[1] or "+", bare[2], None, None, text=text, field=field)
    known = _names().get(plain.casefold().replace(" ", "_"))
    if known is None:
        raise _no_zone(text, field)
    return known


def zone_of(name: str) -> tzinfo:
    """The zone behind what :func:`parse_zone` returned."""
    if name == "Z":
        return UTC
    match = _OFFSET.fullmatch(name)
    if match is None:
        return ZoneInfo(name)
    sign = -1 if match[1] == "-" else 1
    return timezone(sign * _span(match[2], match[3], match[4]))


def _offset(
    sign: str, hours: str, minutes: str | None, seconds: str | None, *, text: str, field: str
) -> str:
    span = _span(hours, minutes, seconds)
    if span > _FURTHEST:
        raise _no_zone(text, field)
    tail = f":{seconds}" if seconds and seconds != "00" else ""
    return f"{sign}{int(hours):02d}:{minutes or '00'}{tail}" if span else "Z"


def _span(hours: str, minutes: str | None, seconds: str | None) -> timedelta:
    return timedelta(hours=int(hours), minutes=int(minutes or 0), seconds=int(seconds or 0))


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones() if name != "localtime"}


def _no_zone(text: str, field: str) -> BadInput:
    return BadInput(
        N_(
            "{name}: “{value}” is no time zone. Write an offset such as +03:00, or a name such "
            "as Europe/Moscow."
        ),
        field=field,
        name=field,
        value=shown(text),
    )
