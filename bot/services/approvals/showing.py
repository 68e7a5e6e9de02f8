"""What is shown of requests: in their messages, and to those who may decide on App Home."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.approvals import ApprovalFacts, ApprovalRequest
from bot.domain.campaigns import Campaign
from bot.services.cards import Cards
from bot.services.desk import Desk
from bot.store import approvals, automatic_pauses, batches, campaigns, rules

_LISTED = 10


class Showing:
    """Reads requests with what they are about."""

    def __init__(self, desk: Desk, cards: Cards) -> None:
        self._desk = desk
        self._cards = cards

    async def facts(self, request_id: int) -> ApprovalFacts | None:
        """What a request's message shows now; ``None`` where it is not in the books any more."""
        async with self._desk.db.read() as tx:
            request = await approvals.by_id(tx, request_id)
            if request is None:
                return None
            campaign = await campaigns.by_id(tx, request.campaign_id)
            batch_id = request.details.get("batch")
            batch = await batches.by_id(tx, int(batch_id)) if batch_id else None
            pause = await automatic_pauses.standing(tx, request.campaign_id)
            has_hours = (await rules.of(tx, request.campaign_id)).hours is not None
        open_jobs = await self._cards.open_jobs(campaign) if campaign else None
        now = self._desk.clock.now()
        return ApprovalFacts(request, campaign, open_jobs, batch, pause, has_hours, now)

    async def waiting(self, seen: Sequence[Campaign]) -> tuple[ApprovalRequest, ...]:
        """What waits for a second person in these campaigns, oldest first."""
        async with self._desk.db.read() as tx:
            found = await approvals.waiting_in(tx, [one.id for one in seen], _LISTED)
        return tuple(found)
