"""Kill-points: a process dies by SIGKILL at a named point of a request on the wire."""

import contextlib
import os
import signal
from dataclasses import dataclass
from typing import Final, Literal

from simulators.calls_api.wire.faults import check_pattern, concerns

Point = Literal["received", "processed", "answered"]
POINTS: Final = ("received", "processed", "answered")


@dataclass(slots=True)
class KillPoint:
    """SIGKILL ``pid`` at ``point`` of the next request of ``route``, after ``skip`` others.

    A request whose sender dies when it is *received* is lost, unless ``processes`` says that the
    host goes on with it; one whose sender dies when it is *processed* is not answered.
    """

    pid: int
    point: Point
    route: str = "*"
    skip: int = 0
    processes: bool = False
    campaign: int | None = None

    def __post_init__(self) -> None:
        check_pattern(self.route)
        if self.pid <= 1 or self.pid == os.getpid():
            raise ValueError("this process may not be killed")
        if self.point not in POINTS:
            raise ValueError(f"no such point: {self.point}")


class KillPoints:
    """The kill-points that wait; ``fired`` are those that were reached."""

    def __init__(self) -> None:
        self._waiting: list[KillPoint] = []
        self.fired: list[KillPoint] = []

    def set(self, point: KillPoint) -> KillPoint:
        self._waiting.append(point)
        return point

    def clear(self) -> None:
        self._waiting.clear()

    def reach(self, point: Point, route: str, campaign: int) -> KillPoint | None:
        """A request came to a point: kill who is to die there."""
        for waiting in self._waiting:
            if waiting.point == point and _meant(waiting, route, campaign):
                return self._fire(waiting)
        return None

    def _fire(self, point: KillPoint) -> KillPoint | None:
        if point.skip:
            point.skip -= 1
            return None
        self._waiting.remove(point)
        self.fired.append(point)
        with contextlib.suppress(ProcessLookupError):
            os.kill(point.pid, signal.SIGKILL)
        return point


def _meant(point: KillPoint, route: str, campaign: int) -> bool:
    return concerns(point.route, route) and point.campaign in (None, campaign)
