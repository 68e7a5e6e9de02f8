"""What is due when: one heap for the wall clock, one for nominal time, one loop over both."""

import asyncio
import contextlib
import heapq
import itertools
import math
import time
from collections.abc import Callable
from typing import Final

from simulators.calls_api.calling.clock import SimClock

Action = Callable[[float], None]
_Entry = tuple[float, int, Action]

# An injected clock tells nobody that it moved, so it is looked at this often.
_LOOK_SECONDS: Final = 0.01
# The wall clock may be set, too; a rest that was reckoned before is then too long.
_LONGEST_REST_SECONDS: Final = 1.0
# The loop is shared with the bot in tests: after this long in one go, others get their turn.
_SLICE_SECONDS: Final = 0.005


class Agenda:
    """Runs actions at their time. An action is given its moment in epoch seconds.

    On the real wall clock the moment is the present; on an injected clock, which may jump by
    hours, it is the time at which the action was due, so that a jump plays out as if lived.
    """

    def __init__(self, clock: SimClock) -> None:
        self.clock = clock
        self._wall: list[_Entry] = []
        self._nominal: list[_Entry] = []
        self._order = itertools.count()
        self._changed = asyncio.Event()

    def __len__(self) -> int:
        """How many actions wait."""
        return len(self._wall) + len(self._nominal)

    def at(self, wall: float, action: Action) -> None:
        """Run ``action`` at a moment of the wall clock."""
        self._push(self._wall, wall, action)

    def after(self, seconds: float, moment: float, action: Action) -> None:
        """Run ``action`` that many nominal seconds after ``moment``."""
        self._push(self._nominal, self.clock.nominal(moment) + seconds, action)

    def _push(self, heap: list[_Entry], due: float, action: Action) -> None:
        entry = (due, next(self._order), action)
        heapq.heappush(heap, entry)
        if heap[0] is entry:
            self._changed.set()

    def wake(self) -> None:
        """Look at the heaps anew, after the speed or the clock was changed."""
        self._changed.set()

    def present(self) -> float:
        """The present moment; an injected clock may have jumped, so what was due comes first."""
        if self.clock.injected:
            self.catch_up()
        return self.clock.now()

    def next_due(self) -> float:
        """The moment of the next action; infinity when nothing is due."""
        wall = self._wall[0][0] if self._wall else math.inf
        nominal = self.clock.wall(self._nominal[0][0]) if self._nominal else math.inf
        return min(wall, nominal)

    def catch_up(self, slice_seconds: float = math.inf) -> bool:
        """Run what is due; False when the slice ended before the work did."""
        until = time.monotonic() + slice_seconds
        while self.next_due() <= self.clock.now():
            self._run_next()
            if time.monotonic() > until:
                return False
        return True

    def _run_next(self) -> None:
        due = self.next_due()
        heap = self._wall if self._wall and self._wall[0][0] <= due else self._nominal
        action = heapq.heappop(heap)[2]
        action(due if self.clock.injected else self.clock.now())

    async def run(self) -> None:
        """Run actions for ever."""
        while True:
            if not self.catch_up(_SLICE_SECONDS):
                await asyncio.sleep(0)
                continue
            self._changed.clear()
            await self._rest()

    async def _rest(self) -> None:
        longest = _LOOK_SECONDS if self.clock.injected else _LONGEST_REST_SECONDS
        seconds = min(max(self.next_due() - self.clock.now(), 0), longest)
        # Not wait_for: before Python 3.12 it swallows a cancellation that meets a wake-up.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._changed.wait()
