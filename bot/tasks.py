"""One supervised group of tasks for all work that goes on behind an ack.

A bare ``asyncio.TaskGroup`` cancels siblings when one fails and ``asyncio.create_task`` loses both
references and exceptions; this keeps references, bounds what runs at once, hands each exception to
one listener, and drains at shutdown.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

ErrorListener = Callable[[BaseException, str], Awaitable[None]]

_PATIENCE = 0.02


class Tasks:
    """Runs coroutines in the background, at most ``limit`` at once; the rest wait their turn.

    :param gently: begin one at a time, when none came meanwhile, with a look at the network in
        between: where 32 requests come at once, the work behind the first acks is not to stand
        before the last.
    """

    def __init__(self, on_error: ErrorListener, limit: int = 256, *, gently: bool = False) -> None:
        self._on_error = on_error
        self._turns = asyncio.Semaphore(limit)
        self._door = _Door() if gently else None
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
                if self._door is not None:
                    await self._door.pass_through()
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


class _Door:
    """Lets through, in the order of coming, one in each round of the loop in which nobody came.

    Where they come without end it waits for that no longer than 20 ms.
    """

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._came = 0
        self._open_at = 0.0

    async def pass_through(self) -> None:
        """Wait until all who came before have begun."""
        loop = asyncio.get_running_loop()
        mine = loop.create_future()
        self._waiting.append(mine)
        self._came += 1
        if len(self._waiting) == 1:
            self._open_at = loop.time() + _PATIENCE
            loop.call_soon(self._look, loop, 0)
        await mine

    def _look(self, loop: asyncio.AbstractEventLoop, had_come: int) -> None:
        if self._came == had_come or loop.time() >= self._open_at:
            self._let_one_through()
        if self._waiting:
            loop.call_soon(self._look, loop, self._came)

    def _let_one_through(self) -> None:
        first = self._waiting.popleft()
        if not first.done():
            first.set_result(None)
