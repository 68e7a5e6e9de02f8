"""Two transactions of the same moment on PostgreSQL, in the order that a test wants."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.shops import Shop

_WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


class Meeting:
    """One transaction stays open behind a statement, until the other waits for it or has ended."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._is_open = asyncio.Event()
        self._other_ended = asyncio.Event()

    def behind(self, statement: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        """The statement, behind which the first who comes there stays."""

        async def stay_open(*arguments: Any, **named: Any) -> Any:
            answer = await statement(*arguments, **named)
            if not self._is_open.is_set():
                self._is_open.set()
                await self._until_the_other_has_come()
            return answer

        return stay_open

    async def _until_the_other_has_come(self) -> None:
        while not self._other_ended.is_set():
            async with AsyncEngine(self._shop.desk.db.engine).connect() as look:
                if await look.scalar(_WAITING):
                    return
            await asyncio.sleep(0.01)

    async def other(self, work: Awaitable[None]) -> None:
        """Do the other's work once the first stays open."""
        await self._is_open.wait()
        try:
            await work
        finally:
            self._other_ended.set()
