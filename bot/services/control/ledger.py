"""What is written down of a control on its way, each step in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.approvals import Approved, Waiting
from bot.domain.campaign_state import Control
from bot.domain.campaigns import Campaign
from bot.domain.control import Controlled, Ending, Seen
from bot.domain.people import Actor
from bot.errors import HostTrouble
from bot.services.access import Access
from bot.services.asking import Asking
from bot.services.control.press import Press
from bot.services.desk import Desk
from bot.services.effects import end_automatic_pause, remember
from bot.services.hosts import Hosts
from bot.services.leases import LEASE
from bot.store import automatic_pauses, campaigns, cards, control, schedules
from bot.store.control import ControlRequest
from bot.store.outbox import Priority
from bot.store.transaction import Transaction
from bot.texts import N_

TIMED = "schedule:"
"""What the keys of controls begin with that a person's timed order makes: such a one does not call
the order off, as every other control does."""

AUTOMATIC = "automatic:"
"""What the keys of pauses begin with that nobody asked for."""

TOOK_EFFECT = frozenset({Ending.DONE, Ending.UNCONFIRMED, Ending.ALREADY})


class Ledger:
    """The books of controls."""

    def __init__(self, desk: Desk, hosts: Hosts, access: Access) -> None:
        self._desk = desk
        self._hosts = hosts
        self._access = access
        self._asking = Asking(desk)

    async def is_kept_paused(self, campaign: Campaign, action: Control) -> bool:
        """Whether a campaign was paused automatically, so that only a person lets it go on."""
        if action not in (Control.RESUME, Control.START):
            return False
        async with self._desk.db.read() as tx:
            return await automatic_pauses.standing(tx, campaign.id) is not None

    async def ask(
        self,
        actor: Actor,
        campaign: Campaign,
        action: Control,
        key: str,
        group: str | None,
        approved: Approved | None,
    ) -> Press | None:
        """Store what was asked; ``None`` for a press whose ``key`` is stored already.

        :raises HostTrouble: the campaign has no token any more; nothing is stored.
        """
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
            # Of two who ask at once the second waits here, and then sees the first as its twin.
            sealed = await campaigns.lock_token(tx, campaign.id)
            request_id = await control.ask(tx, asked)
            if request_id is None:
                return None
            pending = await control.open_of(tx, campaign.id)
            client = self._hosts.opened(campaign, sealed)
        request = next(one for one in pending if one.id == request_id)
        twin = _twin(request, pending, since=now - self._desk.rules.settle)
        return Press(actor, campaign, request, client, twin, approved)

    async def begin(self, press: Press, before: Seen | None, owner: str) -> Controlled | None:
        """Say that it is sent now; what it has ended as where nothing is to be sent.

        That is where a second person has to approve it, who is asked instead, or where somebody
        has ended it meanwhile as never sent. ``before`` is what the host has just told.
        """
        request, word = press.request, before.state.word if before else None
        waiting: Waiting | None = None
        async with self._desk.db.begin() as tx:
            if press.approved is None:
                waiting = await self._asking.control(tx, press.campaign, request, before)
            until = self._desk.clock.now() + LEASE
            is_mine = waiting is None and await control.begin_sending(
                tx, request.id, word, owner, until
            )
        if is_mine:
            return None
        return await self._not_sent(press, before, waiting)

    async def _not_sent(
        self, press: Press, before: Seen | None, waiting: Waiting | None
    ) -> Controlled:
        campaign, action = press.campaign, press.action
        if waiting is None:
            reason = HostTrouble(N_("it did not answer in time."))
            await self._access.audit(press.actor, action, Ending.FAILED, campaign, **press.detail)
            return Controlled(campaign, action, Ending.FAILED, reason=reason)
        self._asking.wake()
        more = {"approval": waiting.request_id}
        await self._access.audit(press.actor, action, Ending.AWAITS, campaign, **more)
        return Controlled(campaign, action, Ending.AWAITS, seen=before, waiting=waiting)

    async def end(self, press: Press, ending: Ending, seen: Seen | None = None) -> None:
        """Store how an attempt has ended, with its row of the audit."""
        who, campaign = press.actor, press.campaign
        async with self._access.audited(who, press.action, ending, campaign, **press.detail) as tx:
            await self._write(tx, press.request, ending, seen)
        self._wake()

    async def found_out(self, request: ControlRequest, ending: Ending, seen: Seen | None) -> None:
        """Store the ending of an attempt that is in the audit since it was made."""
        async with self._desk.db.begin() as tx:
            await self._write(tx, request, ending, seen)
        self._wake()

    async def _write(
        self, tx: Transaction, request: ControlRequest, ending: Ending, seen: Seen | None
    ) -> None:
        """The ending, and what the cards show of it."""
        now = self._desk.clock.now()
        unclear = ending is Ending.UNKNOWN
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
            await campaigns.lock(tx, request.campaign_id)
            await end_automatic_pause(tx, request, now)
            await cards.touch(tx, request.campaign_id, Priority.STATE, now)
        if ending in TOOK_EFFECT and not request.key.startswith(TIMED):
            await schedules.call_off_resume(tx, request.campaign_id, now)

    def _wake(self) -> None:
        """Somebody waits for the card, and nobody for the next look."""
        self._desk.wakeups.notify("outbox")
        for topic in ("watch", "alerts"):
            self._desk.wakeups.notify_soon(topic)

    async def resume_later(self, actor: Actor, result: Controlled, until: datetime) -> Controlled:
        """Order that what was paused be resumed then."""
        if await self.is_kept_paused(result.campaign, Control.RESUME):
            return result
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            await schedules.order_resume(
                tx,
                campaign_id=result.campaign.id,
                channel_id=actor.channel_id or actor.user_id,
                created_by=actor.user_id,
                created_at=now,
                at=until,
            )
            # The pause may be on the cards already; when it is to end is news to them.
            await cards.touch(tx, result.campaign.id, Priority.STATE, now)
        for topic in ("schedules", "outbox"):
            self._desk.wakeups.notify(topic)
        return replace(result, resumes_at=until)


def _twin(
    request: ControlRequest, pending: Sequence[ControlRequest], since: datetime
) -> ControlRequest | None:
    """The same control, asked before this one, that is still on its way.

    One that is older than ``since`` is not: the process that sent it died.
    """
    earlier = [
        one
        for one in pending
        if one.id < request.id and one.state != "unclear" and one.asked_at > since
    ]
    return next((one for one in earlier if one.action == request.action), None)
