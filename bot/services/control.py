"""Start, pause, resume and stop: stored first, sent once, and believed only when it shows."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls_api import CallsApiError, ControlAction, NotSent, Unclear
from bot.domain import abilities
from bot.domain.campaign_state import Control, already, too_late
from bot.domain.campaign_state import asked as asked_state
from bot.domain.campaigns import Campaign
from bot.domain.control import Controlled, Ending, Seen
from bot.domain.host_trouble import in_words
from bot.domain.people import Actor, Role
from bot.errors import HostTrouble, NotFound
from bot.services.access import Access
from bot.services.campaigns import Campaigns
from bot.services.desk import Desk
from bot.services.hosts import Hosts
from bot.services.leases import LEASE, kept
from bot.services.states import States
from bot.services.watching.changes import keep_seen
from bot.store import campaigns, cards, control, schedules
from bot.store.control import ControlRequest
from bot.store.outbox import Priority
from bot.texts import N_

# After a control the state is read this often, this many seconds apart, before the person is told
# what is known; the scheduler goes on looking at what is still unclear then.
_LOOKS = (0.0, 0.3, 0.7, 1.5, 3.0)

_AFTER_THE_CARD = timedelta(seconds=1)

TIMED = "schedule:"
"""What the keys of controls begin with that a person's timed order makes: such a one does not call
the order off, as every other control does."""

_TOOK_EFFECT = frozenset({Ending.DONE, Ending.UNCONFIRMED, Ending.ALREADY})


async def remember(
    tx: AsyncConnection, request: ControlRequest, seen: Seen | None, now: datetime
) -> None:
    """Remember who has done what to a campaign, show it on the cards, and have it looked at."""
    asked = request.as_asked()
    values: dict[str, Any] = {
        "asked_action": str(asked.action),
        "asked_by": asked.by,
        "asked_at": asked.at,
    }
    # What was seen just now is shown first: somebody waits for the card, and nobody for a look.
    look_at = now if seen is None else now + _AFTER_THE_CARD
    await campaigns.change(tx, request.campaign_id, next_at=look_at, **values)
    if seen is not None:
        await keep_seen(tx, request.campaign_id, seen, now)
    else:
        await campaigns.set_state(tx, request.campaign_id, asked_state(asked))
    await cards.touch(tx, request.campaign_id, Priority.STATE, now)


async def _renew(request_id: int, owner: str, tx: AsyncConnection, until: datetime) -> None:
    await control.hold(tx, request_id, owner, until)


class Controls:
    """The hold that people have on a campaign's dialling.

    An answer that has not come after ``send_seconds`` counts as lost, and the state is looked at.
    """

    send_seconds = 20.0

    def __init__(
        self, desk: Desk, hosts: Hosts, access: Access, registry: Campaigns, states: States
    ) -> None:
        self._desk = desk
        self._hosts = hosts
        self._access = access
        self._registry = registry
        self._states = states

    async def act(
        self,
        actor: Actor,
        campaign: Campaign,
        action: Control,
        key: str,
        *,
        until: datetime | None = None,
        group: str | None = None,
    ) -> Controlled:
        """Do it. ``key`` names the press: the same press is never acted on twice.

        The true state is read first where the host can tell it, so that a stale button or a second
        click sends nothing; ``until`` orders the resume of a timed pause.
        """
        await self._access.authorise(actor, action, Role.OPERATOR, campaign)
        request = await self._ask(actor, campaign, action, key, group)
        if request is None:
            return Controlled(campaign, action, Ending.REPEATED)
        result = await self._carry_out(campaign, request)
        if until is not None and result.ending in _TOOK_EFFECT:
            result = await self._resume_later(actor, result, until)
        await self._access.audit(actor, action, result.ending, campaign)
        return result

    async def _ask(
        self, actor: Actor, campaign: Campaign, action: Control, key: str, group: str | None
    ) -> ControlRequest | None:
        now = self._desk.clock.now()
        asked = {
            "key": key,
            "campaign_id": campaign.id,
            "action": str(action),
            "asked_by": actor.user_id,
            "asked_at": now,
            "channel_id": actor.channel_id,
            "group_id": group,
            "state": "asked",
            "next_at": now + self._desk.rules.settle,
        }
        async with self._desk.db.begin() as tx:
            request_id = await control.ask(tx, asked)
            return None if request_id is None else await control.by_id(tx, request_id)

    async def _carry_out(self, campaign: Campaign, request: ControlRequest) -> Controlled:
        action = Control(request.action)
        if twin := await self._twin(request):
            await self._end(campaign, request, Ending.UNDER_WAY)
            return Controlled(campaign, action, Ending.UNDER_WAY, by=twin.asked_by)
        before = await self._states.look(campaign)
        if before is not None and (already(before.state, action) or too_late(before.state, action)):
            await self._states.keep(campaign, before)
            ending = Ending.ALREADY if already(before.state, action) else Ending.TOO_LATE
            await self._end(campaign, request, ending)
            return Controlled(campaign, action, ending, seen=before, by=before.state.by)
        return await self._send(campaign, request, before)

    async def _twin(self, request: ControlRequest) -> ControlRequest | None:
        """The same control, asked before this one, that is still on its way.

        One that is older than ``settle`` is not: the process that sent it died.
        """
        since = self._desk.clock.now() - self._desk.rules.settle
        async with self._desk.db.read() as tx:
            pending = await control.open_of(tx, request.campaign_id)
        earlier = [
            one
            for one in pending
            if one.id < request.id and one.state != "unclear" and one.asked_at > since
        ]
        return next((one for one in earlier if one.action == request.action), None)

    async def _send(
        self, campaign: Campaign, request: ControlRequest, before: Seen | None
    ) -> Controlled:
        client = await self._hosts.client(campaign)
        word, owner = before.state.word if before else None, uuid4().hex
        async with self._desk.db.begin() as tx:
            until = self._desk.clock.now() + LEASE
            is_mine = await control.begin_sending(tx, request.id, word, owner, until)
        if not is_mine:
            reason = HostTrouble(N_("it did not answer in time."))
            return Controlled(campaign, Control(request.action), Ending.FAILED, reason=reason)
        try:
            async with (
                asyncio.timeout(self.send_seconds),
                kept(self._desk, partial(_renew, request.id, owner)),
            ):
                await client.control(ControlAction(request.action), key=request.key)
        except (Unclear, TimeoutError):
            return await self._settle(campaign, request, sure=False)
        except CallsApiError as error:
            ending = Ending.FAILED if isinstance(error, NotSent) else Ending.REFUSED
            await self._end(campaign, request, ending)
            action = Control(request.action)
            return Controlled(campaign, action, ending, seen=before, reason=in_words(error))
        return await self._settle(campaign, request, sure=True)

    async def _settle(
        self, campaign: Campaign, request: ControlRequest, *, sure: bool
    ) -> Controlled:
        """Read the state until it shows what was asked; say so where it cannot be known."""
        seen = await self._look_until_it_shows(campaign, request)
        if seen is not None and already(seen.state, Control(request.action)):
            ending = Ending.DONE
        else:
            ending = Ending.UNCONFIRMED if sure else Ending.UNKNOWN
        await self._end(campaign, request, ending, seen)
        return Controlled(
            campaign,
            Control(request.action),
            ending,
            request_id=request.id,
            seen=seen,
            by=request.asked_by,
            at=request.asked_at,
        )

    async def _look_until_it_shows(
        self, campaign: Campaign, request: ControlRequest
    ) -> Seen | None:
        mine = replace(campaign, asked=request.as_asked())
        if not abilities.can_tell_state(campaign.capabilities):
            return None
        seen = None
        for pause in _LOOKS:
            if pause:
                await self._desk.clock.sleep(pause)
            seen = await self._states.look(mine)
            if seen is not None and already(seen.state, Control(request.action)):
                return seen
        return seen

    async def _end(
        self,
        campaign: Campaign,
        request: ControlRequest,
        ending: Ending,
        seen: Seen | None = None,
    ) -> None:
        """Store the ending and what the cards show of it, and wake who draws them."""
        now = self._desk.clock.now()
        unclear = ending is Ending.UNKNOWN
        async with self._desk.db.begin() as tx:
            await control.change(
                tx,
                request.id,
                state="unclear" if unclear else str(ending),
                state_after=seen.state.word if seen else None,
                running_calls=seen.running if seen else None,
                finished_at=None if unclear else now,
                next_at=now + self._desk.rules.settle if unclear else None,
                lease_owner=None,
                lease_until=None,
            )
            if ending in (Ending.DONE, Ending.UNCONFIRMED):
                await remember(tx, request, seen, now)
            if ending in _TOOK_EFFECT and not request.key.startswith(TIMED):
                await schedules.call_off_resume(tx, request.campaign_id, now)
        for topic in ("outbox", "watch", "alerts"):
            self._desk.wakeups.notify(topic)

    async def _resume_later(self, actor: Actor, result: Controlled, until: datetime) -> Controlled:
        async with self._desk.db.begin() as tx:
            await schedules.order_resume(
                tx,
                campaign_id=result.campaign.id,
                channel_id=actor.channel_id or actor.user_id,
                created_by=actor.user_id,
                created_at=self._desk.clock.now(),
                at=until,
            )
        self._desk.wakeups.notify("schedules")
        return replace(result, resumes_at=until)

    async def look_again(self, actor: Actor, request_id: int) -> Controlled:
        """Read the state of a campaign whose control had an unknown ending."""
        async with self._desk.db.read() as tx:
            request = await control.by_id(tx, request_id)
        if request is None:
            raise NotFound(N_("That order is not in the books any more. Nothing was changed."))
        campaign = await self._registry.by_id(request.campaign_id)
        await self._access.authorise(actor, "status", Role.VIEWER, campaign)
        return await self._settle(campaign, request, sure=False)
