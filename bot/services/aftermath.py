"""Control requests that were left without an ending: whoever sent them died, or lost the answer.

Nothing is ever sent again here. The state is read until it is known, and then the message says what
happened: it took effect, nothing came of it, it was never sent; or, after many looks in vain, that
nobody can tell.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import structlog

from bot.calls_api import CallsApiError
from bot.domain import abilities
from bot.domain.campaign_state import Control, already
from bot.domain.campaigns import Campaign
from bot.domain.control import Controlled, Ending, Seen
from bot.domain.people import Actor
from bot.errors import CallboardError
from bot.services.access import Access
from bot.services.control import AUTOMATIC
from bot.services.desk import Desk
from bot.services.effects import remember
from bot.services.notices import Notices
from bot.services.states import States
from bot.services.watching.look import in_time
from bot.store import automatic_pauses, campaigns, control
from bot.store.control import ControlRequest
from bot.store.transaction import Transaction

LOOKS: Final = 8
"""Looks at a host that does not answer, over some twenty minutes."""

_FIRST: Final = timedelta(seconds=5)
_LONGEST: Final = timedelta(minutes=5)

_log = structlog.get_logger(__name__)


class Aftermath:
    """Ends what others left open."""

    def __init__(self, desk: Desk, access: Access, states: States, notices: Notices) -> None:
        self._desk = desk
        self._access = access
        self._states = states
        self._notices = notices

    async def look_after(self, request: ControlRequest, owner: str) -> None:
        """Look at the campaign of a request that ``owner`` has claimed, and end it or wait."""
        async with self._desk.db.read() as tx:
            campaign = await campaigns.by_id(tx, request.campaign_id)
        if campaign is None:
            await self._end_unheard(request, owner)
            return
        seen = await self._seen(campaign, request)
        ending = _ending(campaign, request, seen)
        if ending is None:
            await self._wait(request, owner)
            return
        await self._end(campaign, request, owner, ending, seen)

    async def _seen(self, campaign: Campaign, request: ControlRequest) -> Seen | None:
        mine = replace(campaign, asked=request.as_asked())
        try:
            return await in_time(self._states.look(mine))
        except (CallsApiError, CallboardError) as error:
            _log.info("control_not_seen", request=request.id, reason=type(error).__name__)
            return None

    async def _wait(self, request: ControlRequest, owner: str) -> None:
        attempts = request.attempts + 1
        due = self._desk.clock.now() + min(_FIRST * (1 << attempts), _LONGEST)
        await self._settle(request, owner, attempts=attempts, next_at=due)

    async def _end_unheard(self, request: ControlRequest, owner: str) -> None:
        """The campaign is not connected any more: nobody can be told, and nobody asks."""
        now = self._desk.clock.now()
        await self._settle(request, owner, state="unknown", finished_at=now, next_at=None)

    async def _settle(self, request: ControlRequest, owner: str, **values: Any) -> None:
        async with self._desk.db.begin() as tx:
            await control.settle(tx, request.id, owner, **values)

    async def _end(
        self,
        campaign: Campaign,
        request: ControlRequest,
        owner: str,
        ending: Ending,
        seen: Seen | None,
    ) -> None:
        result = request.ended(campaign, ending, seen)
        async with self._desk.db.begin() as tx:
            if not await self._store(tx, request, owner, result):
                return
            await self._tell(tx, request, result)
        for topic in ("outbox", "watch", "alerts"):
            self._desk.wakeups.notify(topic)
        _log.info("control_settled", request=request.id, ending=str(ending))
        actor = Actor(request.asked_by, request.channel_id, f"control:{request.id}")
        await self._access.audit(actor, request.action, ending, campaign)

    async def _tell(self, tx: Transaction, request: ControlRequest, result: Controlled) -> None:
        """Where it was asked; what nobody asked for has messages of its own, which show it."""
        if not request.key.startswith(AUTOMATIC):
            await self._notices.late(tx, request, result)
        elif pause := await automatic_pauses.standing(tx, request.campaign_id):
            await automatic_pauses.show_anew(tx, pause, self._desk.clock.now())

    async def _store(
        self, tx: Transaction, request: ControlRequest, owner: str, result: Controlled
    ) -> bool:
        now, seen = self._desk.clock.now(), result.seen
        ended = await control.settle(
            tx,
            request.id,
            owner,
            state=str(result.ending),
            state_after=seen.state.word if seen else None,
            running_calls=seen.running if seen else None,
            finished_at=now,
            next_at=None,
        )
        if ended and result.ending is Ending.DONE:
            await remember(tx, request, seen, now)
        return ended


def _ending(campaign: Campaign, request: ControlRequest, seen: Seen | None) -> Ending | None:
    """What is known of a request now; ``None`` if another look may tell more."""
    shows = seen is not None and already(seen.state, Control(request.action))
    if request.state == "asked":
        return Ending.ALREADY if shows else Ending.NEVER_SENT
    if shows:
        return Ending.DONE
    if seen is not None:
        return Ending.NO_EFFECT
    may_tell = abilities.can_tell_state(campaign.capabilities) and request.attempts + 1 < LOOKS
    return None if may_tell else Ending.UNKNOWN
