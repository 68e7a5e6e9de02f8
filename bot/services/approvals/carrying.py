"""Approved requests are carried out, once, and those that nobody approved expire.

A request is claimed under a lease. Whoever takes it over from somebody who died looks first for
what that one had begun: nothing is done twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Final

import structlog

from bot.domain.approvals import (
    NEEDED,
    ApprovalRequest,
    ApprovalState,
    Approved,
    Outcome,
    is_stale,
)
from bot.domain.campaigns import Campaign
from bot.domain.people import Actor
from bot.domain.rules import Deed
from bot.domain.sentences import to_wire
from bot.errors import CallboardError, NotAllowed, Refused, TooLate
from bot.services.access import Access
from bot.services.approvals.deeds import Doing
from bot.services.approvals.ending import ACTION, Endings
from bot.services.asking import Consent
from bot.services.campaigns import Campaigns
from bot.services.desk import Desk
from bot.store import approvals
from bot.store.transaction import Transaction
from bot.texts import N_

# What came of a control whose answer was lost is looked for by others; here it is waited for.
_LOOK_AGAIN: Final = timedelta(seconds=2)

_log = structlog.get_logger(__name__)


class Carrying:
    """Does what is due about one request that ``owner`` has claimed."""

    def __init__(
        self,
        desk: Desk,
        access: Access,
        registry: Campaigns,
        deeds: Mapping[Deed, Doing],
        endings: Endings,
    ) -> None:
        self._desk = desk
        self._access = access
        self._registry = registry
        self._deeds = deeds
        self._endings = endings

    async def carry_on(self, request: ApprovalRequest, owner: str) -> None:
        """Carry out what was approved; let expire what was not."""
        if request.state is ApprovalState.ASKED:
            await self._expire(request)
            return
        try:
            outcome = await self._outcome(request, owner)
        except CallboardError as error:
            await self._access.failed(error)
            outcome = Outcome(ApprovalState.FAILED, reason=error)
        if outcome is not None:
            await self._settle(request, owner, outcome)

    async def _expire(self, request: ApprovalRequest) -> None:
        if await self._endings.close(request, ApprovalState.EXPIRED, None):
            _log.info("approval_expired", request=request.id)

    async def _outcome(self, request: ApprovalRequest, owner: str) -> Outcome | None:
        doing = self._deeds[request.deed]
        if found := await doing.found(request):
            return found
        if is_stale(request, self._desk.clock.now()):
            raise TooLate(
                N_("It was approved more than an hour ago and could not be done. Please ask anew.")
            )
        campaign = await self._registry.by_id(request.campaign_id)
        actor = await self._both_may(request, campaign)
        approved = Approved(request.id, request.decided_by or "")
        return await doing.do(
            request, actor, campaign, Consent(approved, partial(self._end, request, owner))
        )

    async def _both_may(self, request: ApprovalRequest, campaign: Campaign) -> Actor:
        """Whoever asked, as the one who acts, if both may still do it now."""
        needed, request_id = NEEDED[request.deed], f"approval:{request.id}"
        second = Actor(request.decided_by or "", request.channel_id, request_id)
        first = Actor(request.asked_by, request.channel_id, request_id)
        try:
            await self._access.authorise(second, ACTION, needed, campaign)
        except Refused:
            raise NotAllowed(N_("Whoever approved it may not do that any more.")) from None
        try:
            await self._access.authorise(first, str(request.deed), needed, campaign)
        except Refused:
            raise NotAllowed(N_("Whoever asked for it may not do that any more.")) from None
        return first

    async def _end(self, request: ApprovalRequest, owner: str, tx: Transaction) -> None:
        """End a request in the transaction of its deed."""
        if not await self._write(tx, request, owner, Outcome(ApprovalState.DONE)):
            raise TooLate(N_("Somebody else carries that out already. Nothing was done twice."))

    async def _settle(self, request: ApprovalRequest, owner: str, outcome: Outcome) -> None:
        async with self._desk.db.begin() as tx:
            if outcome.state is None:
                due = self._desk.clock.now() + _LOOK_AGAIN
                more = {"next_at": due, "attempts": request.attempts + 1}
                await approvals.settle(tx, request.id, owner, **more)
            else:
                await self._write(tx, request, owner, outcome)
        self._endings.wake()

    async def _write(
        self, tx: Transaction, request: ApprovalRequest, owner: str, outcome: Outcome
    ) -> bool:
        now = self._desk.clock.now()
        ended = await approvals.settle(
            tx,
            request.id,
            owner,
            state=str(outcome.state),
            outcome=outcome.word,
            reason=to_wire(outcome.reason) if outcome.reason else None,
            finished_at=now,
            next_at=None,
        )
        if ended:
            await self._endings.show(tx, request.id, now)
        return ended
