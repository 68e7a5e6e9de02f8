"""Two times at once: the wall clock that stamps everything, and the hurried time of calls."""

import math
import time
from collections.abc import Callable


class SimClock:
    """The wall clock in epoch seconds, and a *nominal* time that runs ``speed`` times faster.

    Lengths of calls and pauses between attempts are counted in nominal seconds; windows, stamps
    and everything that people see are on the wall clock. At speed 0 nominal time stands still:
    calls begin and do not end. ``source`` replaces the wall clock, for tests that jump in time.
    """

    def __init__(self, speed: float = 1.0, source: Callable[[], float] | None = None) -> None:
        self.injected = source is not None
        self.now = source or time.time
        self._speed = speed
        self._wall_mark = self.now()
        self._nominal_mark = 0.0

    @property
    def speed(self) -> float:
        """Nominal seconds for each second of the wall clock."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        if not (math.isfinite(speed) and speed >= 0):
            raise ValueError("the speed is a number, 0 or more")
        now = self.now()
        self._nominal_mark = self.nominal(now)
        self._wall_mark = now
        self._speed = speed

    def nominal(self, wall: float) -> float:
        """The nominal time at a moment of the wall clock."""
        return self._nominal_mark + (wall - self._wall_mark) * self._speed

    def wall(self, nominal: float) -> float:
        """When the wall clock will show it; infinity while nominal time stands still."""
        if self._speed == 0:
            return math.inf if nominal > self._nominal_mark else self._wall_mark
        return self._wall_mark + (nominal - self._nominal_mark) / self._speed
