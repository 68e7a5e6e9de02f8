"""Telling everybody who waits or watches that something changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from simulators.slack.shapes import Json

Found = TypeVar("Found")


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
        """What ``look`` gives, as soon as that is truthy; TimeoutError after ``seconds``."""
        async with asyncio.timeout(seconds):
            while not (found := look()):
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
