"""Writes down what became of a post, and what follows from it."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.lateness import obeyed
from bot.scheduler.backoff import pause
from bot.scheduler.delivery.endings import Endings
from bot.scheduler.delivery.refusals import Refusals
from bot.scheduler.delivery.remedies import ATTEMPTS, is_dead_token
from bot.services.desk import Desk
from bot.slack.client import CannotLook, NotPosted
from bot.store import budgets, settlements
from bot.store.deliveries import Delivery
from bot.store.due_posts import Stage
from bot.store.transaction import Transaction

# Looks in vain because Slack does not let us look; after so many it is posted again, marked.
LOOKS = 8


class Ledger:
    """Each method is one transaction, and false if the post's lease was lost meanwhile.

    :param grace: how long after a lost answer a message is looked for: longer than its request
        can still be running.
    """

    def __init__(self, desk: Desk, grace: timedelta) -> None:
        self._grace = grace
        self._endings = Endings(desk)
        self._refusals = Refusals(desk, self._endings)

    async def shown(self, one: Delivery, channel_id: str, ts: str) -> bool:
        """Slack shows it."""

        async def work(tx: Transaction, now: datetime) -> bool:
            await _token_is_taken(tx, one)
            if one.stage is Stage.EDIT:
                return await settlements.settle_edited(tx, one, now)
            return await settlements.settle_shown(tx, one, now, ts, channel_id)

        return await self._endings.write(work)

    async def uploaded(self, one: Delivery) -> bool:
        """Slack took the file."""

        async def work(tx: Transaction, now: datetime) -> bool:
            await _token_is_taken(tx, one)
            return await settlements.settle_uploaded(tx, one, now)

        return await self._endings.write(work)

    async def dropped(self, one: Delivery) -> bool:
        """It is not worth sending any more."""
        if one.stage is Stage.UPLOAD:
            return await self._endings.file_unsure(one, "not_made")
        return await self._endings.settle(one, "dropped", last_error="not_worth_it")

    async def not_made(self, one: Delivery, error: str) -> bool:
        """A fault of ours kept it from being made."""
        if one.attempts + 1 < ATTEMPTS:
            return await self._endings.again(one, error)
        return await self._endings.give_up(one, error)

    async def refused(self, one: Delivery, refusal: NotPosted) -> bool:
        """It surely did not appear."""
        return await self._refusals.answer(one, refusal)

    async def unclear(self, one: Delivery, reason: str) -> bool:
        """The answer was lost. Editing twice is harmless; a file cannot be looked for."""
        if one.stage is Stage.EDIT:
            return await self._endings.again(one, reason)
        if one.kind == "file" and one.shown_ts is not None:
            return await self._endings.file_unsure(one, reason)
        return await self._endings.doubt(one, reason, self._grace)

    async def not_there(self, one: Delivery) -> bool:
        """Slack surely does not show it: it goes again."""
        return await self._endings.at_once(one)

    async def cannot_look(self, one: Delivery, reason: CannotLook) -> bool:
        """Nobody can tell. It goes again once, marked as perhaps a repeat."""
        if is_dead_token(reason.reason):
            return await self._refusals.hold(one, reason.reason)
        if not reason.permanent and one.attempts < LOOKS:
            wait = timedelta(seconds=obeyed(reason.retry_after))
            return await self._endings.doubt(one, reason.reason, max(wait, pause(one.attempts)))
        if one.doubt is not None:
            return await self._endings.give_up(one, "unclear")
        return await self._endings.at_once(one, doubt="repeat", last_error=reason.reason)


async def _token_is_taken(tx: Transaction, one: Delivery) -> None:
    """Slack takes the token again that it had refused."""
    if one.is_probe:
        await budgets.release(tx, budgets.TOKEN)
