"""Reads the policy fields of CallJobParameters and refuses what their rules forbid."""

import re
from datetime import datetime, time
from itertools import pairwise
from typing import Any, Final

from simulators.calls_api import errors
from simulators.calls_api.calling.policy import WEEKDAYS, CallPolicy, Hours, Interval
from simulators.calls_api.reading.zones import BadZone, zone_of

POLICY_FIELDS: Final = frozenset(
    {
        "startDateTime",
        "finishDateTime",
        "allowedDays",
        "allowedTime",
        "retryIntervalInMinutes",
        "maxAttempts",
        "gmtZone",
        "dialerPriority",
    }
)
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_HOURS_KEYS: Final = frozenset({"default", *WEEKDAYS})
_LONGEST_RETRY: Final = 2880
_MOST_ATTEMPTS: Final = 50
_LOWEST_PRIORITY: Final = 5


def read_policy(fields: dict[str, Any]) -> CallPolicy:
    """The policy that these fields tell. Raises HostError, and BadZone for ``gmtZone``."""
    start = _moment(fields.get("startDateTime"))
    finish = _moment(fields.get("finishDateTime"))
    if start is not None and finish is not None and start >= finish:
        raise _bad_time("startDateTime is not before finishDateTime")
    return CallPolicy(
        start=start,
        finish=finish,
        days=_days(fields.get("allowedDays")),
        hours=_hours(fields.get("allowedTime")),
        retry_minutes=_count(fields.get("retryIntervalInMinutes"), _LONGEST_RETRY),
        max_attempts=_count(fields.get("maxAttempts"), _MOST_ATTEMPTS),
        zone=_zone(fields.get("gmtZone")),
        priority=_priority(fields.get("dialerPriority")),
    )


def _bad_time(message: str) -> errors.HostError:
    return errors.typed("invalid.call.allowed.time", message)


def _moment(raw: Any) -> float | None:
    if raw is None:
        return None
    return read_moment(raw)


def read_moment(raw: Any) -> float:
    """Epoch seconds of an ISO 8601 date-time, which must say its offset."""
    try:
        moment = datetime.fromisoformat(raw)
    except (TypeError, ValueError):
        raise errors.unreadable("Not a date-time") from None
    if "T" not in raw or moment.tzinfo is None:
        raise errors.unreadable("A date-time needs a time and an offset")
    return moment.timestamp()


def _days(raw: Any) -> frozenset[str] | None:
    if raw is None:
        return None
    if not isinstance(raw, list) or not raw or not set(map(str, raw)) <= set(WEEKDAYS):
        raise _bad_time("allowedDays is a list of mon…sun")
    if len(set(raw)) != len(raw):
        raise _bad_time("allowedDays names a day twice")
    return frozenset(raw)


def _hours(raw: Any) -> Hours | None:
    if raw is None:
        return None
    if not isinstance(raw, dict) or not raw.keys() <= _HOURS_KEYS:
        raise _bad_time("allowedTime is an object with keys default, mon…sun")
    return tuple(sorted((day, _intervals(raw[day])) for day in raw))


def _intervals(raw: Any) -> tuple[Interval, ...]:
    if not isinstance(raw, list) or not raw:
        raise _bad_time("A day of allowedTime is a non-empty list")
    intervals = sorted(_interval(item) for item in raw)
    for earlier, later in pairwise(intervals):
        if later[0] <= earlier[1]:
            raise _bad_time("Intervals of a day overlap")
    return tuple(intervals)


def _interval(raw: Any) -> Interval:
    if not isinstance(raw, dict) or raw.keys() != {"localTimeFrom", "localTimeTo"}:
        raise _bad_time("An interval has localTimeFrom and localTimeTo")
    begin, end = _clock(raw["localTimeFrom"]), _clock(raw["localTimeTo"])
    if begin >= end:
        raise _bad_time("localTimeFrom is not before localTimeTo")
    return begin, end


def _clock(raw: Any) -> time:
    match = _CLOCK.fullmatch(raw) if isinstance(raw, str) else None
    if match is None:
        raise _bad_time("A local time is HH:MM")
    return time(int(match[1]), int(match[2]))


def _count(raw: Any, most: int) -> int | None:
    if raw is None:
        return None
    if not _is_integer(raw) or not 1 <= raw <= most:
        raise errors.unreadable(f"Not an integer from 1 to {most}")
    return int(raw)


def _zone(raw: Any) -> Any:
    if raw is None or raw == "":
        return None
    if not isinstance(raw, str):
        raise BadZone
    return zone_of(raw)


def _priority(raw: Any) -> int | None:
    if raw is None:
        return None
    if not _is_integer(raw) or not 1 <= raw <= _LOWEST_PRIORITY:
        raise errors.typed("invalid.dialer_priority", "dialerPriority is from 1 to 5")
    return int(raw)


def _is_integer(raw: Any) -> bool:
    return isinstance(raw, int) and not isinstance(raw, bool)
