"""One supervised group of tasks for all work that goes on behind an ack.

A bare ``asyncio.TaskGroup`` cancels siblings when one fails and ``asyncio.create_task`` loses both
references and exceptions; this keeps references, bounds what runs at once, hands each exception to
one listener, and drains at shutdown.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

ErrorListener = Callable[[BaseException, str], Awaitable[None]]


class Tasks:
    """Runs coroutines in the background, at most ``limit`` at once; the rest wait their turn."""

    def __init__(self, on_error: ErrorListener, limit: int = 256) -> None:
        self._on_error = on_error
        self._turns = asyncio.Semaphore(limit)
        self._running: set[asyncio.Task[None]] = set()
        self._closed = False

    def __len__(self) -> int:
        return len(self._running)

    def start(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[None] | None:
        """Begin the work; after :meth:`drain` has begun it is refused and ``None`` comes back."""
        if self._closed:
            work.close()
            return None
        task = asyncio.create_task(self._supervise(work, name), name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _supervise(self, work: Coroutine[Any, Any, Any], name: str) -> None:
        try:
            async with self._turns:
                await work
        except asyncio.CancelledError:
            work.close()
            raise
        except Exception as error:
            await self._on_error(error, name)

    async def drain(self, seconds: float) -> int:
        """Take nothing new, let what runs finish, cancel what is left; how many that were."""
        self._closed = True
        if not self._running:
            return 0
        _, late = await asyncio.wait(set(self._running), timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)
