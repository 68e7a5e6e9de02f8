"""Writes down what became of a post, and what follows from it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.scheduler.backoff import pause
from bot.scheduler.delivery.remedies import ATTEMPTS, Remedy, is_dead_token, remedy
from bot.scheduler.delivery.unreachable import Unreachable
from bot.services.desk import Desk
from bot.slack.client import CannotLook, NotPosted
from bot.store import budgets, cards, deliveries, outbox
from bot.store.claiming import METHODS
from bot.store.deliveries import Delivery
from bot.store.due_posts import Stage
from bot.store.outbox import Priority

_log = structlog.get_logger(__name__)

# Looks in vain because Slack does not let us look; after so many it is posted again, marked.
LOOKS = 8

Work = Callable[[AsyncConnection, datetime], Awaitable[bool]]


class Ledger:
    """Each method is one transaction, and false if the post's lease was lost meanwhile."""

    def __init__(self, desk: Desk, grace: timedelta) -> None:
        self._desk = desk
        self._grace = grace
        self._unreachable = Unreachable(desk)

    async def _write(self, work: Work) -> bool:
        now = self._desk.clock.now()
        # Once more is harmless: the lease is given up by the first, so the second finds none.
        return await self._desk.db.transact(lambda tx: work(tx, now), idempotent=True)

    async def shown(self, one: Delivery, channel_id: str, ts: str) -> bool:
        """Slack shows it."""

        async def work(tx: AsyncConnection, now: datetime) -> bool:
            await _token_is_taken(tx, one)
            if one.stage is Stage.EDIT:
                return await deliveries.settle_edited(tx, one, now)
            return await deliveries.settle_shown(tx, one, now, ts, channel_id)

        return await self._write(work)

    async def uploaded(self, one: Delivery) -> bool:
        """Slack took the file."""

        async def work(tx: AsyncConnection, now: datetime) -> bool:
            await _token_is_taken(tx, one)
            return await deliveries.settle_uploaded(tx, one, now)

        return await self._write(work)

    async def dropped(self, one: Delivery) -> bool:
        """It is not worth sending any more."""
        if one.stage is Stage.UPLOAD:
            return await self.file_unsure(one, "not_made")
        return await self._end(one, state="dropped", last_error="not_worth_it")

    async def not_made(self, one: Delivery, error: str) -> bool:
        """A fault of ours kept it from being made."""
        if one.attempts + 1 < ATTEMPTS:
            return await self._again(one, error)
        return await self._give_up(one, error)

    async def unclear(self, one: Delivery, reason: str) -> bool:
        """The answer was lost. Editing twice is harmless; a file cannot be looked for."""
        if one.stage is Stage.EDIT:
            return await self._again(one, reason)
        if one.stage is Stage.UPLOAD:
            return await self.file_unsure(one, reason)
        return await self._doubt(one, reason, self._grace)

    async def refused(self, one: Delivery, refusal: NotPosted) -> bool:
        """It surely did not appear."""
        chosen = remedy(one, refusal)
        _log.warning("post_refused", post=one.id, error=refusal.error, remedy=str(chosen))
        match chosen:
            case Remedy.WAIT:
                return await self._wait(one, refusal)
            case Remedy.LATER:
                return await self._again(one, refusal.error)
            case Remedy.PLAINER:
                plainness = one.plainness + 1
                return await self._at_once(one, plainness=plainness, last_error=refusal.error)
            case Remedy.HOLD:
                return await self._hold(one, refusal.error)
            case Remedy.CHANNEL:
                return await self._channel_gone(one, refusal.error)
            case Remedy.MESSAGE_GONE:
                return await self._message_gone(one, refusal.error)
            case Remedy.GIVE_UP:
                return await self._give_up(one, refusal.error)

    async def not_there(self, one: Delivery) -> bool:
        """Slack surely does not show it: it goes again."""
        return await self._at_once(one)

    async def cannot_look(self, one: Delivery, reason: CannotLook) -> bool:
        """Nobody can tell. It goes again once, marked as perhaps a repeat."""
        if is_dead_token(reason.reason):
            return await self._hold(one, reason.reason)
        if not reason.permanent and one.attempts < LOOKS:
            wait = timedelta(seconds=reason.retry_after or 0)
            return await self._doubt(one, reason.reason, max(wait, pause(one.attempts)))
        if one.doubt is not None:
            return await self._give_up(one, "unclear")
        return await self._at_once(one, doubt="repeat", last_error=reason.reason)

    async def file_unsure(self, one: Delivery, reason: str) -> bool:
        """Nobody can tell whether a file arrived, or it did not: its text says so from now on."""

        async def work(tx: AsyncConnection, now: datetime) -> bool:
            ended = {"state": "sent", "doubt": "file", "last_error": reason, "next_at": None}
            if not await deliveries.settle(tx, one, **ended):
                return False
            await outbox.put_edit(tx, one.id, Priority.STATE, now)
            return True

        return await self._write(work)

    async def _again(self, one: Delivery, error: str) -> bool:
        attempts = one.attempts + 1
        return await self._queue(one, pause(attempts), attempts=attempts, last_error=error)

    async def _at_once(self, one: Delivery, **values: Any) -> bool:
        return await self._queue(one, timedelta(0), attempts=0, **values)

    async def _queue(self, one: Delivery, wait: timedelta, **values: Any) -> bool:
        return await self._write(
            lambda tx, now: deliveries.settle(tx, one, state="queued", next_at=now + wait, **values)
        )

    async def _doubt(self, one: Delivery, reason: str, wait: timedelta) -> bool:
        attempts = one.attempts + 1
        return await self._write(
            lambda tx, now: deliveries.settle(
                tx, one, state="unclear", next_at=now + wait, attempts=attempts, last_error=reason
            )
        )

    async def _end(self, one: Delivery, **values: Any) -> bool:
        return await self._write(lambda tx, _: deliveries.settle(tx, one, next_at=None, **values))

    async def _give_up(self, one: Delivery, error: str) -> bool:
        if one.stage is Stage.UPLOAD:
            return await self.file_unsure(one, error)
        _log.error("post_failed", post=one.id, key=one.key, error=error)
        return await self._end(one, state="failed", last_error=error)

    async def _wait(self, one: Delivery, refusal: NotPosted) -> bool:
        """Obey Retry-After: for the method; of posts only once a second channel has to wait too."""

        async def work(tx: AsyncConnection, now: datetime) -> bool:
            until = now + timedelta(seconds=refusal.retry_after or 1.0)
            ended = {"state": "queued", "next_at": until, "last_error": refusal.error}
            if not await deliveries.settle(tx, one, **ended):
                return False
            is_post = one.stage is Stage.TEXT
            if not is_post or await budgets.others_are_held(tx, one.channel_id, now):
                await budgets.hold(tx, METHODS[one.stage], until)
            if is_post:
                await budgets.hold(tx, budgets.of_channel(one.channel_id), until)
            return True

        return await self._write(work)

    async def _hold(self, one: Delivery, error: str) -> bool:
        async def work(tx: AsyncConnection, now: datetime) -> bool:
            state = "unclear" if one.stage is Stage.LOOK else "queued"
            if not await deliveries.settle(tx, one, state=state, next_at=now, last_error=error):
                return False
            await budgets.hold(tx, budgets.TOKEN, now + budgets.TOKEN.every)
            return True

        _log.error("slack_token_refused", error=error)
        return await self._write(work)

    async def _channel_gone(self, one: Delivery, error: str) -> bool:
        async def work(tx: AsyncConnection, now: datetime) -> bool:
            ended = {"state": "failed", "last_error": error, "next_at": None}
            if not await deliveries.settle(tx, one, **ended):
                return False
            if await self._unreachable.note(tx, one, error, now):
                _log.error("channel_unreachable", channel=one.channel_id, error=error)
            return True

        return await self._write(work)

    async def _message_gone(self, one: Delivery, error: str) -> bool:
        async def work(tx: AsyncConnection, now: datetime) -> bool:
            ended = {"state": "failed", "last_error": error, "next_at": None}
            if not await deliveries.settle(tx, one, **ended):
                return False
            if one.target_post_id is not None:
                await deliveries.forget_message(tx, one.target_post_id, error)
                await cards.retire(tx, one.target_post_id, now)
            return True

        return await self._write(work)


async def _token_is_taken(tx: AsyncConnection, one: Delivery) -> None:
    """Slack takes the token again that it had refused."""
    if one.is_probe:
        await budgets.release(tx, budgets.TOKEN)
