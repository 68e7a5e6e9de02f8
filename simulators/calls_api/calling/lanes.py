"""The queue of a campaign: a lane for each policy, and the order in which lanes are served.

Numbers that carry a policy of their own go before those without; among them the one whose window
closes first, then the one that has waited longest in its window. A dialer priority goes before
all that. Numbers of one policy share a lane, so that a window's opening costs the same for one
number as for a hundred thousand.
"""

import heapq
import itertools
import math
from collections.abc import Callable
from typing import Final

from simulators.calls_api.calling.agenda import Agenda
from simulators.calls_api.calling.jobs import CallJob, Lane, LaneKey
from simulators.calls_api.calling.windows import window_at

# A window's last instant belongs to it; it is over when the clock has passed that instant.
_PASSED: Final = 0.001


class LaneQueue:
    """Gives the next call job to dial. ``expire`` is told of jobs that no window is left for."""

    def __init__(
        self,
        agenda: Agenda,
        *,
        expire: Callable[[CallJob, float], None],
        opened: Callable[[float], None],
    ) -> None:
        self._agenda = agenda
        self._expire = expire
        self._opened = opened
        # An entry holds while its key is the one that its lane is queued under.
        self._ready: list[tuple[LaneKey, int, Lane]] = []
        self._order = itertools.count()

    def join(self, job: CallJob, moment: float) -> None:
        """Put a call job at the end of its lane."""
        lane = job.lane
        lane.jobs.append(job)
        if lane.queued is None:
            self._settle(lane, moment)

    def take(self, moment: float) -> CallJob | None:
        """The call job to dial now; None when no lane is open."""
        while self._ready:
            key, _, lane = heapq.heappop(self._ready)
            if lane.queued is key:
                lane.queued = None
                job = self._first_of(lane, moment)
                self._settle(lane, moment)
                if job is not None:
                    return job
        return None

    def _first_of(self, lane: Lane, moment: float) -> CallJob | None:
        if lane.window is None or lane.window.closes < moment:
            return None
        _drop_finished(lane)
        return lane.jobs.popleft() if lane.jobs else None

    def _settle(self, lane: Lane, moment: float) -> None:
        _drop_finished(lane)
        if not lane.jobs:
            return
        if lane.window is None or not lane.window.opens <= moment <= lane.window.closes:
            lane.window = window_at(lane.policy, moment)
        if lane.window is None:
            self._give_up(lane, moment)
            return
        if lane.window.opens > moment:
            self._turn(lane, lane.window.opens)
            return
        lane.queued = lane.key(lane.window)
        heapq.heappush(self._ready, (lane.queued, next(self._order), lane))
        self._turn(lane, lane.window.closes + _PASSED)

    def _turn(self, lane: Lane, at: float) -> None:
        if math.isinf(at) or lane.turn_at == at:
            return
        lane.turn_at = at
        self._agenda.at(at, lambda moment: self._on_turn(lane, at, moment))

    def _on_turn(self, lane: Lane, at: float, moment: float) -> None:
        if lane.turn_at != at:
            return
        lane.turn_at = math.inf
        if lane.window is not None and lane.window.closes < moment:
            lane.queued = None
        if lane.queued is None:
            self._settle(lane, moment)
        self._opened(moment)

    def _give_up(self, lane: Lane, moment: float) -> None:
        while lane.jobs:
            job = lane.jobs.popleft()
            if job.is_open:
                self._expire(job, moment)


def _drop_finished(lane: Lane) -> None:
    while lane.jobs and not lane.jobs[0].is_open:
        lane.jobs.popleft()
