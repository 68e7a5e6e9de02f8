"""Telling everybody who waits or watches that something changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from simulators.slack.shapes import Json

Found = TypeVar("Found")
GLANCE = 0.05
"""Seconds after which a waiting look is repeated even if nothing was announced."""


class Changes:
    """Wakes those who wait for a condition, and feeds those who follow the stream."""

    def __init__(self) -> None:
        self._wake = asyncio.Event()
        self._followers: set[asyncio.Queue[Json]] = set()

    def announce(self, change: Json) -> None:
        """Something is different now; ``change`` goes to every follower."""
        for follower in self._followers:
            follower.put_nowait(change)
        wake, self._wake = self._wake, asyncio.Event()
        wake.set()

    async def until(self, look: Callable[[], Found], seconds: float) -> Found:
        """What ``look`` gives, as soon as that is truthy; TimeoutError after ``seconds``.

        It looks at every change, and now and then besides, since a condition may also hang on
        things outside of this Slack.
        """
        async with asyncio.timeout(seconds):
            while not (found := look()):
                with suppress(TimeoutError):
                    async with asyncio.timeout(GLANCE):
                        await self._wake.wait()
            return found

    @contextmanager
    def follow(self) -> Iterator[asyncio.Queue[Json]]:
        """A queue of every change from now on."""
        queue: asyncio.Queue[Json] = asyncio.Queue()
        self._followers.add(queue)
        try:
            yield queue
        finally:
            self._followers.discard(queue)
