"""``gmtZone``: the zone in which a phone's hours are reckoned."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

_OFFSET = re.compile(
    r"(?P<prefix>UTC|GMT|UT)?[+-]"
    r"(?P<hours>\d\d?)(?:(?<=\d\d)(?P<colon>:?)(?P<minutes>[0-5]\d)(?:(?P=colon)(?P<seconds>[0-5]\d))?)?",
    re.ASCII,
)
_FARTHEST = 18 * 3600
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*")

# Files of a system's zone folder that name no zone of IANA's.
_NO_ZONES = ("localtime", "posixrules", "Factory", "posix", "right")


def gmt_zone(text: str) -> str:
    """A zone as the host takes it, unchanged; empty means the number's own.

    ``Z``, ``±h``, ``±hh``, ``±hhmm``, ``±hhmmss`` with or without colons, from −18:00 to +18:00,
    with or without ``UTC``, ``GMT`` or ``UT`` before it; these words alone; or an IANA name.
    """
    if text in ("", "Z", "UTC", "GMT", "UT") or _is_offset(text) or _is_name(text):
        return text
    raise PydanticCustomError(
        "zone", "a zone is an offset such as +03:00, at most 18:00, or a name such as Europe/Berlin"
    )


def _is_offset(text: str) -> bool:
    found = _OFFSET.fullmatch(text)
    if not found:
        return False
    hours, minutes, seconds = (int(found[unit] or 0) for unit in ("hours", "minutes", "seconds"))
    return hours * 3600 + minutes * 60 + seconds <= _FARTHEST


@lru_cache(maxsize=1024)
def _is_name(text: str) -> bool:
    if not _NAME.fullmatch(text) or text.split("/")[0] in _NO_ZONES:
        return False
    try:
        ZoneInfo(text)
    except (ValueError, OSError, LookupError):
        return False
    return True


GmtZone = Annotated[str, AfterValidator(gmt_zone)]
