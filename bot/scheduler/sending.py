"""The duty that sends: confirmed chunks to their hosts, several at once, fair between campaigns."""

from __future__ import annotations

from bot.clock import Clock
from bot.domain.batches import Batch
from bot.services.sending import Sending
from bot.store.chunks import Chunk
from bot.store.wakeups import Wakeups
from bot.tasks import Tasks

AT_ONCE = 64
"""Pieces of work under way in one process: a campaign whose host hangs takes five at most."""

_TIDY_SECONDS = 600.0


class SendingDuty:
    """Claims what is due and hands it to ``tasks``, which are drained at shutdown."""

    topic = "sending"
    every = 1.0

    def __init__(self, sending: Sending, tasks: Tasks, wakeups: Wakeups, clock: Clock) -> None:
        self._sending = sending
        self._tasks = tasks
        self._wakeups = wakeups
        self._clock = clock
        self._under_way = 0
        self._tidied: float | None = None

    async def step(self) -> bool:
        """Claim as much as there is room for, and begin it; whether more may be due at once."""
        free = AT_ONCE - self._under_way
        claimed = await self._sending.claim(free) if free > 0 else []
        begun = [await self._begin(piece) for piece in claimed]
        if not claimed:
            await self._tidy()
        # Where room was left nothing else is due: what ends, or is confirmed, wakes this duty.
        more = len(claimed) == free or any(isinstance(piece, Batch) for piece in claimed)
        return any(begun) and more

    async def _begin(self, piece: Chunk | Batch) -> bool:
        if self._tasks.start(self._do(piece), name="sending") is None:
            # The process is stopping: another may have it at once.
            await self._sending.put_back(piece)
            return False
        self._under_way += 1
        return True

    async def _tidy(self) -> None:
        now = self._clock.monotonic()
        if self._tidied is None or now - self._tidied >= _TIDY_SECONDS:
            self._tidied = now
            await self._sending.tidy()

    async def _do(self, piece: Chunk | Batch) -> None:
        try:
            await self._sending.carry_out(piece)
        finally:
            self._under_way -= 1
            self._wakeups.notify(self.topic)
