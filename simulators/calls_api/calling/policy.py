"""Call policies: when a number may be dialled, how often, and before whom."""

from dataclasses import dataclass, fields, replace
from datetime import UTC, time, tzinfo
from typing import Final

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DEFAULT_RETRY_MINUTES: Final = 5
DEFAULT_ATTEMPTS: Final = 2
LOWEST_PRIORITY: Final = 5

Interval = tuple[time, time]
Hours = tuple[tuple[str, tuple[Interval, ...]], ...]


@dataclass(frozen=True, slots=True)
class CallPolicy:
    """What is None is inherited. ``start`` and ``finish`` are epoch seconds.

    ``hours`` are pairs of a weekday, or "default" for those not named, and its intervals.
    """

    start: float | None = None
    finish: float | None = None
    days: frozenset[str] | None = None
    hours: Hours | None = None
    retry_minutes: int | None = None
    max_attempts: int | None = None
    zone: tzinfo | None = None
    priority: int | None = None

    def over(self, base: "CallPolicy") -> "CallPolicy":
        """This policy where it says something, else the wider one."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(base, **{name: value for name, value in own.items() if value is not None})

    def needs_zone(self, base: "CallPolicy") -> bool:
        """Over ``base``, its rules are told in local time and no zone says whose."""
        told = (self.days, self.hours, base.days, base.hours)
        return (self.zone or base.zone) is None and any(rule is not None for rule in told)

    @property
    def local_zone(self) -> tzinfo:
        return self.zone or UTC

    @property
    def attempts(self) -> int:
        return self.max_attempts or DEFAULT_ATTEMPTS

    @property
    def retry_seconds(self) -> int:
        return 60 * (self.retry_minutes or DEFAULT_RETRY_MINUTES)

    @property
    def rank(self) -> int:
        """1 is dialled first; a number without a priority waits with the lowest."""
        return self.priority or LOWEST_PRIORITY


NO_POLICY: Final = CallPolicy()
