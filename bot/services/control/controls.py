"""What happens between the press of a control and its ending."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import uuid4

from bot.calls_api import CallsApiError, CampaignClient, ControlAction, NotSent, Unclear
from bot.domain import abilities
from bot.domain.approvals import Approved
from bot.domain.audit import SCHEDULER
from bot.domain.campaign_state import Control, already, too_late
from bot.domain.campaigns import Campaign
from bot.domain.control import Controlled, Ending, Seen
from bot.domain.host_trouble import in_words
from bot.domain.people import Actor, Role
from bot.errors import NotFound
from bot.services.access import Access
from bot.services.campaigns import Campaigns
from bot.services.control.ledger import TOOK_EFFECT, Ledger
from bot.services.control.press import Press
from bot.services.desk import Desk
from bot.services.hosts import Hosts
from bot.services.leases import kept
from bot.services.states import States
from bot.store import control
from bot.store.control import ControlRequest
from bot.store.transaction import Transaction
from bot.texts import N_

# After a control the state is read this often, this many seconds apart, before the person is told
# what is known; the scheduler goes on looking at what is still unclear then.
_LOOKS = (0.0, 0.3, 0.7, 1.5, 3.0)

_NOT_KNOWN = frozenset({"unclear", "unknown"})
_AS_TOLD = {"asked": "under_way", "sending": "under_way", "unclear": "unknown"}


async def _renew(request_id: int, owner: str, tx: Transaction, until: datetime) -> None:
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
        self._ledger = Ledger(desk, hosts, access)

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
        if not in_person and await self._ledger.is_kept_paused(campaign, action):
            await self._access.audit(actor, action, Ending.KEPT_PAUSED, campaign)
            return Controlled(campaign, action, Ending.KEPT_PAUSED, by=SCHEDULER)
        press = await self._ledger.ask(actor, campaign, action, key, group, approved)
        if press is None:
            return Controlled(campaign, action, Ending.REPEATED)
        result = await self._carry_out(press)
        if until is not None and result.ending in TOOK_EFFECT:
            result = await self._ledger.resume_later(actor, result, until)
        return result

    async def _carry_out(self, press: Press) -> Controlled:
        campaign, action = press.campaign, press.action
        if press.twin is not None:
            await self._ledger.end(press, Ending.UNDER_WAY)
            return Controlled(campaign, action, Ending.UNDER_WAY, by=press.twin.asked_by)
        before = await self._states.look(campaign, press.client)
        if before is not None and (already(before.state, action) or too_late(before.state, action)):
            await self._states.keep(campaign, before)
            ending = Ending.ALREADY if already(before.state, action) else Ending.TOO_LATE
            await self._ledger.end(press, ending)
            return Controlled(campaign, action, ending, seen=before, by=before.state.by)
        return await self._send(press, before)

    async def _send(self, press: Press, before: Seen | None) -> Controlled:
        owner = uuid4().hex
        if (ended := await self._ledger.begin(press, before, owner)) is not None:
            return ended
        try:
            async with (
                asyncio.timeout(self.send_seconds),
                kept(self._desk, partial(_renew, press.request.id, owner)),
            ):
                await press.client.control(ControlAction(press.action), key=press.request.key)
        except (Unclear, TimeoutError):
            return await self._settle(press, sure=False)
        except CallsApiError as error:
            ending = Ending.FAILED if isinstance(error, NotSent) else Ending.REFUSED
            await self._ledger.end(press, ending)
            reason = in_words(error)
            return Controlled(press.campaign, press.action, ending, seen=before, reason=reason)
        return await self._settle(press, sure=True)

    async def _settle(self, press: Press, *, sure: bool) -> Controlled:
        """Read the state until it shows what was asked; say so where it cannot be known."""
        result = await self._find_out(press.campaign, press.request, press.client, sure=sure)
        await self._ledger.end(press, result.ending, result.seen)
        return result

    async def _find_out(
        self, campaign: Campaign, request: ControlRequest, client: CampaignClient, *, sure: bool
    ) -> Controlled:
        seen = await self._look_until_it_shows(campaign, request, client)
        if seen is not None and already(seen.state, Control(request.action)):
            ending = Ending.DONE
        else:
            ending = Ending.UNCONFIRMED if sure else Ending.UNKNOWN
        return request.ended(campaign, ending, seen)

    async def _look_until_it_shows(
        self, campaign: Campaign, request: ControlRequest, client: CampaignClient
    ) -> Seen | None:
        mine = replace(campaign, asked=request.as_asked())
        if not abilities.can_tell_state(campaign.capabilities):
            return None
        seen = None
        for pause in _LOOKS:
            if pause:
                await self._desk.clock.sleep(pause)
            seen = await self._states.look(mine, client)
            if seen is not None and already(seen.state, Control(request.action)):
                return seen
        return seen

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
        client = await self._hosts.client(campaign)
        result = await self._find_out(campaign, request, client, sure=False)
        await self._ledger.found_out(request, result.ending, result.seen)
        return result
