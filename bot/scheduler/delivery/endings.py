"""How an attempt at a post ends in the books, each in one transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.scheduler.backoff import pause
from bot.services.desk import Desk
from bot.store import outbox, settlements
from bot.store.deliveries import Delivery
from bot.store.due_posts import Stage
from bot.store.outbox import Priority
from bot.store.transaction import Transaction

_log = structlog.get_logger(__name__)

Work = Callable[[Transaction, datetime], Awaitable[bool]]


class Endings:
    """Each gives up the post's lease, and is false if that was lost meanwhile."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def write(self, work: Work) -> bool:
        """Do this in one transaction, handed the present instant.

        Once more is harmless: the first gives up the lease, so the second finds none.
        """
        now = self._desk.clock.now()
        return await self._desk.db.transact(lambda tx: work(tx, now), idempotent=True)

    async def settle(self, one: Delivery, state: str, **values: Any) -> bool:
        """It has come to an end."""
        return await self.write(
            lambda tx, _: settlements.settle(tx, one, state=state, next_at=None, **values)
        )

    async def queue(self, one: Delivery, wait: timedelta, **values: Any) -> bool:
        """It goes again after this wait."""
        return await self.write(
            lambda tx, now: settlements.settle(
                tx, one, state="queued", next_at=now + wait, **values
            )
        )

    async def at_once(self, one: Delivery, **values: Any) -> bool:
        """It goes again, as something else than what failed."""
        return await self.queue(one, timedelta(0), attempts=0, **values)

    async def again(self, one: Delivery, error: str) -> bool:
        """The same goes again, later each time."""
        attempts = one.attempts + 1
        return await self.queue(one, pause(attempts), attempts=attempts, last_error=error)

    async def doubt(self, one: Delivery, reason: str, wait: timedelta) -> bool:
        """Nobody knows whether it is there: after this wait it is looked for."""
        values = {"attempts": one.attempts + 1, "last_error": reason}
        return await self.write(
            lambda tx, now: settlements.settle(
                tx, one, state="unclear", next_at=now + wait, **values
            )
        )

    async def give_up(self, one: Delivery, error: str) -> bool:
        """It cannot be sent. Of a file the text stands already, and says so from now on."""
        if one.stage is Stage.UPLOAD:
            return await self.file_unsure(one, error)
        _log.error("post_failed", post=one.id, key=one.key, error=error)
        return await self.settle(one, "failed", last_error=error)

    async def file_unsure(self, one: Delivery, reason: str) -> bool:
        """Nobody can tell whether a file arrived, or it did not: its text says so from now on."""

        async def work(tx: Transaction, now: datetime) -> bool:
            ended = {"state": "sent", "doubt": "file", "last_error": reason, "next_at": None}
            if not await settlements.settle(tx, one, **ended):
                return False
            await outbox.put_edit(tx, one.id, Priority.STATE, now)
            return True

        return await self.write(work)
