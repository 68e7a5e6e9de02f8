"""When a policy's window is open, in epoch seconds."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from simulators.calls_api.calling.policy import WEEKDAYS, CallPolicy, Interval

_DAY: Final = timedelta(days=1)
# Every weekly rule repeats within a week; yesterday may reach into today, and the start counts.
_DAYS_AHEAD: Final = 9
_WHOLE_DAY: Final = (time.min, time.max)


@dataclass(frozen=True, slots=True)
class Window:
    """Both ends belong to it. Without an end, ``closes`` is infinity."""

    opens: float
    closes: float


def window_at(policy: CallPolicy, moment: float) -> Window | None:
    """The window that holds the moment, else the next one; None when none will come."""
    start = -math.inf if policy.start is None else policy.start
    finish = math.inf if policy.finish is None else policy.finish
    if moment > finish:
        return None
    if policy.days is None and policy.hours is None:
        return Window(start, finish)
    for opens, closes in _spans(policy, max(moment, start)):
        if closes >= max(moment, start, opens) and opens <= finish:
            return Window(max(opens, start), min(closes, finish))
    return None


def _spans(policy: CallPolicy, moment: float) -> Iterator[tuple[float, float]]:
    first = datetime.fromtimestamp(moment, policy.local_zone).date() - _DAY
    for ahead in range(_DAYS_AHEAD + 1):
        day = first + ahead * _DAY
        for begin, end in _hours_of(policy, day):
            yield _moment(policy, day, begin), _moment(policy, day, end)


def _hours_of(policy: CallPolicy, day: date) -> list[Interval]:
    name = WEEKDAYS[day.weekday()]
    if policy.days is not None and name not in policy.days:
        return []
    if policy.hours is None:
        return [_WHOLE_DAY]
    hours = dict(policy.hours)
    return sorted(hours.get(name) or hours.get("default") or ())


def _moment(policy: CallPolicy, day: date, at: time) -> float:
    return datetime.combine(day, at, policy.local_zone).timestamp()
