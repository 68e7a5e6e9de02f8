"""The one thread in which SQLite does what may take a while."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

ResultT = TypeVar("ResultT")


class SqliteThread:
    """Does one piece of work after the other. Who is cancelled while waiting leaves it to end."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite")
        self._newest: asyncio.Future[Any] | None = None

    async def run(self, work: Callable[..., ResultT], *arguments: Any) -> ResultT:
        """What the work returns or raises."""
        loop = asyncio.get_running_loop()
        self._newest = loop.run_in_executor(self._executor, work, *arguments)
        # Shielded: cancelled it would look ended while the thread is at it.
        return await asyncio.shield(self._newest)

    @property
    def is_idle(self) -> bool:
        """Whether all work has ended."""
        return self._under_way() is None

    def when_idle(self, then: Callable[[], None]) -> None:
        """Call it at once, or when the work has ended whose owner was cancelled."""
        if (work := self._under_way()) is None:
            then()
        else:
            work.add_done_callback(lambda _: then())

    def _under_way(self) -> asyncio.Future[Any] | None:
        return None if self._newest is None or self._newest.done() else self._newest

    def close(self) -> None:
        """Let the thread end."""
        self._executor.shutdown(wait=False)
