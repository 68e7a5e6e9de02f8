"""Start, pause, resume and stop: stored first, sent once, and believed only when it shows."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls_api import CallsApiError, ControlAction, NotSent, Unclear
from bot.domain import abilities
from bot.domain.approvals import Approved
from bot.domain.audit import SCHEDULER
from bot.domain.campaign_state import Control, already, too_late
from bot.domain.campaigns import Campaign
from bot.domain.control import Controlled, Ending, Seen
from bot.domain.host_trouble import in_words
from bot.domain.people import Actor, Role
from bot.errors import HostTrouble, NotFound
from bot.services.access import Access
from bot.services.asking import Asking
from bot.services.campaigns import Campaigns
from bot.services.desk import Desk
from bot.services.effects import end_automatic_pause, remember
from bot.services.hosts import Hosts
from bot.services.leases import LEASE, kept
from bot.services.states import States
from bot.store import automatic_pauses, cards, control, schedules
from bot.store.control import ControlRequest
from bot.store.outbox import Priority
from bot.texts import N_

# After a control the state is read this often, this many seconds apart, before the person is told
# what is known; the scheduler goes on looking at what is still unclear then.
_LOOKS = (0.0, 0.3, 0.7, 1.5, 3.0)

TIMED = "schedule:"
"""What the keys of controls begin with that a person's timed order makes: such a one does not call
the order off, as every other control does."""

AUTOMATIC = "automatic:"
"""What the keys of pauses begin with that nobody asked for."""

_TOOK_EFFECT = frozenset({Ending.DONE, Ending.UNCONFIRMED, Ending.ALREADY})
_NOT_KNOWN = frozenset({"unclear", "unknown"})
_AS_TOLD = {"asked": "under_way", "sending": "under_way", "unclear": "unknown"}


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
        self._asking = Asking(desk)

    async def act(
        self,
        actor: Actor,
        campaign: Campaign,
        action: Control,
        key: str,
        *,
        until: datetime | None = None,
        group: str | None = None,
        in_person: bool = True,
        approved: Approved | None = None,
    ) -> Controlled:
        """Do it. ``key`` names the press: the same press is never acted on twice.

        What was paused automatically goes on only if somebody resumes this campaign
        ``in_person``, and not because an order for all of them or for a time says so.

        The true state is read first where the host can tell it, so that a stale button or a second
        click sends nothing; ``until`` orders the resume of a timed pause. Where the campaign's
        rules want a second person and none has ``approved`` it, one is asked instead.
        """
        await self._access.authorise(actor, action, Role.OPERATOR, campaign)
        if not in_person and await self._is_kept_paused(campaign, action):
            result = Controlled(campaign, action, Ending.KEPT_PAUSED, by=SCHEDULER)
            await self._access.audit(actor, action, result.ending, campaign)
            return result
        request = await self._ask(actor, campaign, action, key, group)
        if request is None:
            return Controlled(campaign, action, Ending.REPEATED)
        result = await self._carry_out(campaign, request, approved)
        if until is not None and result.ending in _TOOK_EFFECT:
            result = await self._resume_later(actor, result, until)
        await self._access.audit(actor, action, result.ending, campaign, **_more(result, approved))
        return result

    async def _is_kept_paused(self, campaign: Campaign, action: Control) -> bool:
        if action not in (Control.RESUME, Control.START):
            return False
        async with self._desk.db.read() as tx:
            return await automatic_pauses.standing(tx, campaign.id) is not None

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

    async def _carry_out(
        self, campaign: Campaign, request: ControlRequest, approved: Approved | None
    ) -> Controlled:
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
        if approved is None and (asked := await self._asking.control(campaign, request, before)):
            return Controlled(campaign, action, Ending.AWAITS, seen=before, waiting=asked)
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
            elif ending is Ending.ALREADY:
                await end_automatic_pause(tx, request, now)
            if ending in _TOOK_EFFECT and not request.key.startswith(TIMED):
                await schedules.call_off_resume(tx, request.campaign_id, now)
                await cards.touch(tx, request.campaign_id, Priority.STATE, now)
        for topic in ("outbox", "watch", "alerts"):
            self._desk.wakeups.notify(topic)

    async def _resume_later(self, actor: Actor, result: Controlled, until: datetime) -> Controlled:
        if await self._is_kept_paused(result.campaign, Control.RESUME):
            return result
        async with self._desk.db.begin() as tx:
            await schedules.order_resume(
                tx,
                campaign_id=result.campaign.id,
                channel_id=actor.channel_id or actor.user_id,
                created_by=actor.user_id,
                created_at=self._desk.clock.now(),
                at=until,
            )
            # The pause may be on the cards already; when it is to end is news to them.
            await cards.touch(tx, result.campaign.id, Priority.STATE, self._desk.clock.now())
        for topic in ("schedules", "outbox"):
            self._desk.wakeups.notify(topic)
        return replace(result, resumes_at=until)

    async def look_again(self, actor: Actor, request_id: int) -> Controlled:
        """Read the state of a campaign whose control had an unknown ending; else tell the ending.

        Whoever may look may do this: it changes nothing that was asked since.
        """
        async with self._desk.db.read() as tx:
            request = await control.by_id(tx, request_id)
        if request is None:
            raise NotFound(N_("That order is not in the books any more. Nothing was changed."))
        campaign = await self._registry.by_id(request.campaign_id)
        await self._access.authorise(actor, "status", Role.VIEWER, campaign)
        is_superseded = campaign.asked is not None and campaign.asked.at > request.asked_at
        if request.state not in _NOT_KNOWN or is_superseded:
            ending, action = _AS_TOLD.get(request.state, request.state), Control(request.action)
            return Controlled(campaign, action, Ending(ending), by=request.asked_by)
        return await self._settle(campaign, request, sure=False)


def _more(result: Controlled, approved: Approved | None) -> dict[str, Any]:
    """What the audit keeps of the second person, or of the request for one."""
    if approved is not None:
        return approved.detail
    return {"approval": result.waiting.request_id} if result.waiting else {}
