"""What people decide about a request: approve, decline, withdraw."""

from __future__ import annotations

from bot.domain.approvals import NEEDED, WHY_NOT, ApprovalRequest, ApprovalState
from bot.domain.campaigns import Campaign
from bot.domain.people import Actor
from bot.errors import NotAllowed, NotFound, TooLate
from bot.services.access import DENIED, Access
from bot.services.approvals.ending import ACTION, Endings, about, edit
from bot.services.campaigns import Campaigns
from bot.services.desk import Desk
from bot.store import approvals
from bot.texts import N_, Mrkdwn


class Deciding:
    """The second person's say, and the first one's way back."""

    def __init__(self, desk: Desk, access: Access, registry: Campaigns, endings: Endings) -> None:
        self._desk = desk
        self._access = access
        self._registry = registry
        self._endings = endings

    async def approve(self, actor: Actor, request_id: int) -> ApprovalRequest:
        """Agree to what somebody else asked for: it is carried out from now on.

        One UPDATE decides between two clicks, and refuses one's own request whatever led here.
        """
        request, campaign = await self._judged(actor, request_id)
        if request.asked_by == actor.user_id:
            await self._refuse_own(actor, campaign)
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            won = await approvals.approve(tx, request.id, actor.user_id, now)
            if won:
                await edit(tx, request, now)
        if not won:
            raise await self._too_late(request.id)
        await self._audit(actor, ApprovalState.APPROVED, request, campaign)
        for topic in ("approvals", "outbox"):
            self._desk.wakeups.notify(topic)
        return request

    async def decline(self, actor: Actor, request_id: int) -> ApprovalRequest:
        """Refuse it; of one's own request this is the way back."""
        request, campaign = await self._judged(actor, request_id)
        own = request.asked_by == actor.user_id
        to = ApprovalState.WITHDRAWN if own else ApprovalState.DECLINED
        return await self._close(actor, request, campaign, to)

    async def withdraw(self, actor: Actor, request_id: int) -> ApprovalRequest:
        """Take one's own request back, with whatever role is left."""
        request = await self._read(request_id)
        campaign = await self._registry.by_id(request.campaign_id)
        if request.asked_by != actor.user_id:
            await self._access.audit(actor, ACTION, DENIED, campaign, reason="not own")
            raise NotAllowed(
                N_("Only whoever asked for that can withdraw it. Nothing was changed.")
            )
        return await self._close(actor, request, campaign, ApprovalState.WITHDRAWN)

    async def _judged(self, actor: Actor, request_id: int) -> tuple[ApprovalRequest, Campaign]:
        """A request, for somebody who may do himself what it asks for."""
        request = await self._read(request_id)
        campaign = await self._registry.by_id(request.campaign_id)
        await self._access.authorise(actor, ACTION, NEEDED[request.deed], campaign)
        return request, campaign

    async def _read(self, request_id: int) -> ApprovalRequest:
        async with self._desk.db.read() as tx:
            request = await approvals.by_id(tx, request_id)
        if request is None:
            raise NotFound(N_("That request is not in the books any more. Nothing was done."))
        return request

    async def _refuse_own(self, actor: Actor, campaign: Campaign) -> None:
        await self._access.audit(actor, ACTION, DENIED, campaign, reason="own")
        raise NotAllowed(
            N_("You asked for that yourself: somebody else has to approve it. Nothing was done.")
        )

    async def _close(
        self, actor: Actor, request: ApprovalRequest, campaign: Campaign, to: ApprovalState
    ) -> ApprovalRequest:
        if not await self._endings.close(request, to, actor.user_id):
            raise await self._too_late(request.id)
        await self._audit(actor, to, request, campaign)
        return request

    async def _too_late(self, request_id: int) -> TooLate:
        request = await self._read(request_id)
        if request.decided_by and request.state in WHY_NOT:
            who = Mrkdwn(f"<@{request.decided_by}>")
            return TooLate(WHY_NOT[request.state], who=who)
        return TooLate(N_("That request has expired. Nothing was done; it can be asked anew."))

    async def _audit(
        self, actor: Actor, outcome: ApprovalState, request: ApprovalRequest, campaign: Campaign
    ) -> None:
        await self._access.audit(actor, ACTION, outcome, campaign, request.people, **about(request))
