"""Time zones as ``gmtZone`` writes them, and the zone a number belongs to."""

import re
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers

_OFFSET = re.compile(r"(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?([0-5]\d)(?::?([0-5]\d))?)?", re.ASCII)
_UTC_NAMES: Final = frozenset({"Z", "UTC", "GMT", "UT"})
_WIDEST: Final = timedelta(hours=18)

# The zone of a country's capital: the platform asks a directory, the simulator asks this.
_ZONE_OF_REGION: Final = {
    "RU": "Europe/Moscow",
    "US": "America/New_York",
    "CA": "America/Toronto",
    "GB": "Europe/London",
    "KZ": "Asia/Almaty",
    "BY": "Europe/Minsk",
    "DE": "Europe/Berlin",
    "FR": "Europe/Paris",
    "ES": "Europe/Madrid",
    "IN": "Asia/Kolkata",
    "UZ": "Asia/Tashkent",
}


class BadZone(ValueError):
    """The text names no zone."""


@lru_cache(maxsize=4096)
def zone_of(text: str) -> tzinfo:
    """The zone that a ``gmtZone`` names: Z, an offset in any of its spellings, or an IANA name."""
    if text in _UTC_NAMES:
        return UTC
    if match := _OFFSET.fullmatch(text):
        return _fixed(*match.groups(default="0"))
    if text in available_timezones():
        return ZoneInfo(text)
    raise BadZone(text)


def _fixed(sign: str, hours: str, minutes: str, seconds: str) -> tzinfo:
    offset = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
    if offset > _WIDEST:
        raise BadZone(f"{sign}{offset}")
    return timezone(-offset if sign == "-" else offset)


def zone_of_phone(phone: str) -> tzinfo | None:
    """The zone of a number's country, for the countries whose capital is on the list."""
    region = phonenumbers.region_code_for_number(phonenumbers.parse("+" + phone))
    name = _ZONE_OF_REGION.get(region or "")
    return ZoneInfo(name) if name else None
