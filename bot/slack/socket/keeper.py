"""Keeps one place filled with a living connection."""

from __future__ import annotations

import asyncio
import logging
import random

from bot.clock import Clock
from bot.errors import CallboardError
from bot.slack.socket.connection import LOST, Connection, Elsewhere
from bot.slack.socket.dialer import Dialer

STEADY_SECONDS = 10.0
LINGER_SECONDS = 30.0
SHORTEST_PAUSE = 0.25
LONGEST_PAUSE = 30.0

# After these a new connection at once would be turned away as well.
_TURNED_AWAY = frozenset({"too_many_websockets", "link_disabled"})
_LOGGER = logging.getLogger(__name__)


class Keeper:
    """Connects, and connects again when Slack announces the end or the connection is lost.

    A connection whose end is announced is replaced while it still serves; it lingers until Slack
    closes it.
    """

    def __init__(self, dialer: Dialer, clock: Clock, elsewhere: Elsewhere) -> None:
        self._dialer = dialer
        self._clock = clock
        self._elsewhere = elsewhere
        self._failures = 0
        self._lingering: dict[Connection, asyncio.Task[None]] = {}
        self.current: Connection | None = None
        self.trouble = ""

    async def keep(self, address: str | None) -> None:
        """Keep the place filled until canceled; ``address`` is for the first connection."""
        while True:
            try:
                where = address or await self._dialer.address()
                self.current = await self._dialer.connect(where, self._elsewhere)
            except CallboardError as error:
                pause = self._failed(error)
            else:
                self.trouble = ""
                pause = await self._serve(self.current)
            address = None
            await self._clock.sleep(pause)

    def _failed(self, error: CallboardError) -> float:
        self.trouble = str(error.values.get("error", "trouble"))
        _LOGGER.warning("No Socket Mode connection: %s", self.trouble)
        return max(self._pause(), getattr(error, "retry_after", None) or 0.0)

    async def _serve(self, connection: Connection) -> float:
        """Wait for the connection's end; the seconds to wait before the next one."""
        reason = await connection.left()
        self.trouble = reason
        _LOGGER.info("A Socket Mode connection ends: %s", reason)
        self._lingering[connection] = asyncio.create_task(self._linger(connection))
        if self._clock.monotonic() - connection.opened_at >= STEADY_SECONDS:
            self._failures = 0
            if reason not in (LOST, *_TURNED_AWAY):
                return 0.0
        return _spread(LONGEST_PAUSE) if reason in _TURNED_AWAY else self._pause()

    def _pause(self) -> float:
        """Twice as long each time."""
        longest = min(LONGEST_PAUSE, SHORTEST_PAUSE * 2**self._failures)
        self._failures = min(self._failures + 1, 16)
        return _spread(longest)

    async def _linger(self, connection: Connection) -> None:
        await connection.ended(LINGER_SECONDS)
        await connection.close(seconds=1.0)
        self._lingering.pop(connection, None)

    def stop_reading(self) -> None:
        """Take nothing new from now on, by the connections that linger neither."""
        for connection in self._open():
            connection.stop_reading()

    async def close(self, seconds: float) -> None:
        """Close what is open here, once the acks in the making are out."""
        for task in self._lingering.values():
            task.cancel()
        await asyncio.gather(*(connection.close(seconds) for connection in self._open()))

    def _open(self) -> set[Connection]:
        current = {self.current} if self.current else set()
        return current | set(self._lingering)


def _spread(longest: float) -> float:
    """Never the same for two: connections must not come back in step."""
    return random.uniform(longest / 2, longest)  # noqa: S311 - a pause is no secret
