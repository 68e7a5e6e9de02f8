"""What follows from Slack's refusals: the remedies, carried out."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.domain.lateness import obeyed
from bot.scheduler.delivery.endings import Endings
from bot.scheduler.delivery.remedies import Remedy, remedy
from bot.services.desk import Desk
from bot.services.unreachable import Unreachable
from bot.slack.blocks.delivery import unreachable_body
from bot.slack.client import NotPosted
from bot.store import budgets, cards, settlements
from bot.store.claiming import METHODS
from bot.store.deliveries import Delivery
from bot.store.due_posts import Stage
from bot.store.transaction import Transaction

_log = structlog.get_logger(__name__)


class Refusals:
    """Carries out what :mod:`.remedies` says; false where the post's lease was lost meanwhile."""

    def __init__(self, desk: Desk, endings: Endings) -> None:
        self._endings = endings
        self._unreachable = Unreachable(desk, unreachable_body)

    async def answer(self, one: Delivery, refusal: NotPosted) -> bool:
        """It surely did not appear: do what is to be done about it."""
        chosen, endings = remedy(one, refusal), self._endings
        _log.warning("post_refused", post=one.id, error=refusal.error, remedy=str(chosen))
        match chosen:
            case Remedy.WAIT:
                return await self._wait(one, refusal)
            case Remedy.LATER:
                return await endings.again(one, refusal.error)
            case Remedy.PLAINER:
                plainness = one.plainness + 1
                return await endings.at_once(one, plainness=plainness, last_error=refusal.error)
            case Remedy.HOLD:
                return await self.hold(one, refusal.error)
            case Remedy.CHANNEL:
                return await self._close_channel(one, refusal.error)
            case Remedy.MESSAGE_GONE:
                return await self._forget_message(one, refusal.error)
            case Remedy.GIVE_UP:
                return await endings.give_up(one, refusal.error)

    async def hold(self, one: Delivery, error: str) -> bool:
        """Slack refuses the bot's token: nothing goes for a minute, then one as a trial."""

        async def work(tx: Transaction, now: datetime) -> bool:
            state = "unclear" if one.stage is Stage.LOOK else "queued"
            if not await settlements.settle(tx, one, state=state, next_at=now, last_error=error):
                return False
            await budgets.hold(tx, budgets.TOKEN, now + budgets.TOKEN.every)
            return True

        _log.error("slack_token_refused", error=error)
        return await self._endings.write(work)

    async def _wait(self, one: Delivery, refusal: NotPosted) -> bool:
        """Obey Retry-After: for the method; of posts only once a second channel has to wait too."""

        async def work(tx: Transaction, now: datetime) -> bool:
            until = now + timedelta(seconds=obeyed(refusal.retry_after) or 1.0)
            ended = {"state": "queued", "next_at": until, "last_error": refusal.error}
            if not await settlements.settle(tx, one, **ended):
                return False
            is_post = one.stage is Stage.TEXT
            if not is_post or await budgets.others_are_held(tx, one.channel_id, now):
                await budgets.hold(tx, METHODS[one.stage], until)
            if is_post:
                await budgets.hold(tx, budgets.of_channel(one.channel_id), until)
            return True

        return await self._endings.write(work)

    async def _close_channel(self, one: Delivery, error: str) -> bool:
        async def work(tx: Transaction, _: datetime) -> bool:
            if not await _fail(tx, one, error):
                return False
            if await self._unreachable.note(tx, one.channel_id, error, one.campaign_id):
                _log.error("channel_unreachable", channel=one.channel_id, error=error)
            return True

        return await self._endings.write(work)

    async def _forget_message(self, one: Delivery, error: str) -> bool:
        async def work(tx: Transaction, now: datetime) -> bool:
            if not await _fail(tx, one, error):
                return False
            if one.target_post_id is not None:
                await settlements.forget_message(tx, one.target_post_id, error)
                await cards.retire(tx, one.target_post_id, now)
            return True

        return await self._endings.write(work)


async def _fail(tx: Transaction, one: Delivery, error: str) -> bool:
    return await settlements.settle(tx, one, state="failed", last_error=error, next_at=None)
