"""Timed resumes: ``pause spring 30m`` resumes by itself, in the name of whoever ordered it."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

import structlog

from bot.domain.campaign_state import Control
from bot.domain.control import Controlled, Ending
from bot.domain.digest_orders import to_ms
from bot.domain.people import Actor
from bot.domain.resumes import HowItWent
from bot.domain.sentences import to_wire
from bot.errors import CallboardError, NotAllowed, NotFound
from bot.services.campaigns import Campaigns
from bot.services.control import TIMED, Controls
from bot.services.desk import Desk
from bot.store import outbox, schedules
from bot.store.outbox import NewPost, Priority
from bot.store.schedules import Schedule
from bot.tasks import Tasks
from bot.texts import Sentence

RENDER = "resume_told"

# Longer than a control takes with all its looks; then the order falls due for another worker.
LEASE = timedelta(minutes=5)
_FIRST_PAUSE = timedelta(seconds=15)
_LONGEST_PAUSE = timedelta(minutes=5)
_GIVE_UP_AFTER = timedelta(hours=1)

_log = structlog.get_logger(__name__)


_TOLD = {
    Ending.DONE: HowItWent.RESUMED,
    Ending.UNCONFIRMED: HowItWent.UNCONFIRMED,
    Ending.REFUSED: HowItWent.REFUSED,
    Ending.KEPT_PAUSED: HowItWent.KEPT_PAUSED,
}
# Somebody else has done what was ordered, or has ended it all: there is nothing to tell.
_SILENT = frozenset({Ending.ALREADY, Ending.TOO_LATE, Ending.UNDER_WAY})


class TimedResumes:
    """Carries out what was ordered, once, and tells the channel."""

    def __init__(
        self, desk: Desk, registry: Campaigns, controls: Controls, tasks: Tasks, process: str
    ) -> None:
        self._desk = desk
        self._registry = registry
        self._controls = controls
        self._tasks = tasks
        self._process = process
        self._numbers = itertools.count(1)

    async def step(self) -> bool:
        """Begin to carry out one order that is due; whether there was any.

        It goes on in the supervised group: a host that hangs delays nobody else's order.
        """
        now, owner = self._desk.clock.now(), f"{self._process}/{next(self._numbers)}"
        async with self._desk.db.begin() as tx:
            seen = await schedules.due(tx, "resume", now)
            if seen is None:
                return False
            taken = await schedules.lease(tx, seen, owner, now + LEASE)
        if taken and self._tasks.start(self._carry_out(seen, owner), "timed resume") is None:
            async with self._desk.db.begin() as tx:
                await schedules.postpone(tx, seen, owner, now)
            return False
        return True

    async def _carry_out(self, order: Schedule, owner: str) -> None:
        try:
            result = await self._resume(order)
        except NotAllowed:
            await self._end(order, owner, HowItWent.NOT_ALLOWED)
        except NotFound:
            await self._end(order, owner, None)
        except CallboardError as error:
            await self._again_later(order, owner, error)
        else:
            await self._settle(order, owner, result)

    async def _resume(self, order: Schedule) -> Controlled:
        """Resume as the orderer, whose role is checked now. Each attempt has a key of its own:
        the state is read before anything is sent, so that a second attempt does no harm."""
        campaign = await self._registry.by_id(order.campaign_id or 0)
        actor = Actor(
            user_id=order.created_by,
            channel_id=order.channel_id,
            request_id=f"{TIMED}{order.id}",
            is_direct=order.channel_id[:1] in "DUW",
        )
        key = f"{TIMED}{order.id}:{order.attempts}"
        return await self._controls.act(actor, campaign, Control.RESUME, key, in_person=False)

    async def _settle(self, order: Schedule, owner: str, result: Controlled) -> None:
        if result.ending in _TOLD:
            await self._end(order, owner, _TOLD[result.ending], result.reason)
        elif result.ending in _SILENT:
            # After an attempt with an unknown ending it was perhaps our own that took effect.
            await self._end(order, owner, HowItWent.RESUMED if order.attempts else None)
        else:
            await self._again_later(order, owner, result.reason)

    async def _again_later(self, order: Schedule, owner: str, reason: Sentence | None) -> None:
        now = self._desk.clock.now()
        if now - order.due_at > _GIVE_UP_AFTER:
            await self._end(order, owner, HowItWent.GAVE_UP, reason)
            return
        pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(order.attempts, 10))
        _log.info("resume_postponed", schedule=order.id, reason=reason and reason.message)
        async with self._desk.db.begin() as tx:
            await schedules.postpone(tx, order, owner, now + pause)

    async def _end(
        self, order: Schedule, owner: str, how: HowItWent | None, reason: Sentence | None = None
    ) -> None:
        """End the order and tell of it, unless somebody has called it off meanwhile."""
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            was_live = await schedules.end(tx, [order.id], now, str(how or "over"), owner)
            if was_live and how is not None:
                await outbox.put(tx, _notice(order, how, reason, now), now)
        self._desk.wakeups.notify("outbox")


def _notice(order: Schedule, how: HowItWent, reason: Sentence | None, now: datetime) -> NewPost:
    return NewPost(
        key=f"resume:{order.id}",
        channel_id=order.channel_id,
        campaign_id=order.campaign_id,
        render=RENDER,
        subject_id=order.campaign_id,
        body={
            "how": str(how),
            "by": order.created_by,
            "due": to_ms(order.due_at),
            "reason": to_wire(reason) if reason else None,
        },
        priority=Priority.STATE,
        happened_at=now,
    )
