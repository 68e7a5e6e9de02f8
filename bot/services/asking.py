"""Asks for a second person where a campaign's rules want one: a request, and its one message.

Everything that needs one comes here in the transaction in which it would else be done, so that it
is either done or asked for, and never both.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.approvals import (
    LIFE,
    ApprovalRequest,
    ApprovalState,
    Approved,
    Waiting,
    Wanted,
    deed_of,
)
from bot.domain.campaign_state import Control
from bot.domain.campaigns import Campaign
from bot.domain.control import Ending, Seen
from bot.domain.rules import needs_second
from bot.errors import Refused
from bot.services.desk import Desk
from bot.services.watching.changes import keep_seen
from bot.store import approvals, automatic_pauses, campaigns, control, outbox, rules
from bot.store.control import ControlRequest
from bot.store.outbox import NewPost, Priority
from bot.store.transaction import Transaction
from bot.texts import N_

RENDER_APPROVAL = "approval"
"""What the message of a request is rendered by."""

End = Callable[[Transaction], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Consent:
    """A second person has agreed. ``end`` ends the request in the transaction of the deed; it
    raises where somebody else carries the request out by now."""

    approved: Approved
    end: End


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and in which channel if it is one."""

    user_id: str
    channel_id: str | None


class Asking:
    """Puts requests down."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def control(
        self,
        tx: Transaction,
        campaign: Campaign,
        request: ControlRequest,
        before: Seen | None,
    ) -> Waiting | None:
        """Ask for a second person in place of sending a control, which ends with that.

        ``before`` is what the host has just told: the message shows it. Whoever was given a request
        to wait for calls :meth:`wake` after the commit.
        """
        action, now = Control(request.action), self._desk.clock.now()
        if action is Control.PAUSE:
            return None
        asker = Asker(request.asked_by, request.channel_id)
        paused = await automatic_pauses.standing(tx, campaign.id)
        deed = deed_of(action, is_paused_by_rule=paused is not None)
        if deed is None:
            return None
        details = {"action": str(action), "pause": paused.id if paused else None}
        wanted = Wanted(deed, subject=str(deed), details=details)
        waiting = await self.ask_if_needed(tx, asker, campaign, wanted)
        if waiting is None:
            return None
        ended = {"state": str(Ending.AWAITS), "finished_at": now, "next_at": None}
        await control.change(tx, request.id, **ended)
        if before is not None:
            await keep_seen(tx, campaign.id, before, now)
        return waiting

    async def ask_if_needed(
        self,
        tx: Transaction,
        asker: Asker,
        campaign: Campaign,
        wanted: Wanted,
        until: datetime | None = None,
    ) -> Waiting | None:
        """Ask for a second person if the campaign's rules want one; ``None`` where they do not.

        What is open for the same thing already is not asked for again. ``until`` is when there
        will be nothing left to approve, if that comes before the hour is over.
        :raises Refused: the campaign has no channel where anybody could be asked.
        """
        held_to = await rules.of(tx, campaign.id)
        if not needs_second(held_to, wanted.deed, wanted.people or 0):
            return None
        await campaigns.lock(tx, campaign.id)
        known = await approvals.open_of(tx, campaign.id, wanted.subject)
        if known is not None:
            return _waiting(known, is_new=False)
        return _waiting(await self._put(tx, asker, campaign, wanted, until), is_new=True)

    async def _put(
        self,
        tx: Transaction,
        asker: Asker,
        campaign: Campaign,
        wanted: Wanted,
        until: datetime | None,
    ) -> ApprovalRequest:
        now = self._desk.clock.now()
        expires_at = min(now + LIFE, until or now + LIFE)
        channel_id = await self._channel(tx, asker, campaign)
        request_id = await approvals.add(
            tx,
            campaign_id=campaign.id,
            deed=str(wanted.deed),
            subject=wanted.subject,
            details=dict(wanted.details),
            people=wanted.people,
            asked_by=asker.user_id,
            asked_at=now,
            channel_id=channel_id,
            expires_at=expires_at,
            state=str(ApprovalState.ASKED),
            next_at=expires_at,
        )
        new = _message(request_id, channel_id, campaign.id, now)
        await approvals.change(tx, request_id, post_id=await outbox.put(tx, new, now))
        made = await approvals.by_id(tx, request_id)
        assert made is not None  # noqa: S101 - it was put down in this transaction.
        return made

    async def _channel(self, tx: Transaction, asker: Asker, campaign: Campaign) -> str:
        """Where it is asked if the campaign is connected there, else the campaign's first."""
        channels = await campaigns.channels(tx, campaign.id)
        if not channels:
            raise Refused(
                N_(
                    "A second person has to approve that, and {name} is connected to no channel "
                    "where one could be asked. Nothing was changed."
                ),
                name=campaign.name,
            )
        return next((one for one in channels if one == asker.channel_id), channels[0])

    def wake(self) -> None:
        """Wake who posts the message, and who looks when it expires."""
        for topic in ("outbox", "approvals"):
            self._desk.wakeups.notify(topic)


def _message(request_id: int, channel_id: str, campaign_id: int, now: datetime) -> NewPost:
    return NewPost(
        key=f"approval:{request_id}",
        channel_id=channel_id,
        campaign_id=campaign_id,
        render=RENDER_APPROVAL,
        subject_id=request_id,
        priority=Priority.STATE,
        happened_at=now,
    )


def _waiting(request: ApprovalRequest, *, is_new: bool) -> Waiting:
    return Waiting(
        request.id,
        request.deed,
        request.people,
        request.asked_by,
        request.channel_id,
        request.expires_at,
        is_new,
    )
