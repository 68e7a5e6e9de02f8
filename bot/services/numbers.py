"""Full numbers of a few call jobs, for an operator's direct messages alone."""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.campaigns import Campaign
from bot.domain.people import Actor, Role
from bot.services.access import Access
from bot.services.desk import Desk
from bot.store import campaigns, outbox, reports
from bot.store.outbox import NewPost, Priority
from bot.store.reports import StoredJob

ACTION = "numbers"
RENDER = "numbers"


class FullNumbers:
    """Shows numbers to who may see them; each time is audited."""

    def __init__(self, desk: Desk, access: Access) -> None:
        self._desk = desk
        self._access = access

    async def to_person(
        self, actor: Actor, campaign: Campaign, job_ids: Collection[str], key: str
    ) -> int:
        """Send the numbers of these call jobs to the operator; how many are known here.

        The message is made when it is sent, so that no number lies in the outbox.
        """
        await self._access.authorise(actor, ACTION, Role.OPERATOR, campaign)
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            known = await reports.of_ids(tx, campaign.id, job_ids)
            new = NewPost(
                key=f"numbers:{key}",
                channel_id=actor.user_id,
                campaign_id=campaign.id,
                render=RENDER,
                subject_id=campaign.id,
                body={"jobs": list(job_ids), "by": actor.user_id},
                priority=Priority.ALERT,
                happened_at=now,
            )
            await outbox.put(tx, new, now)
        self._desk.wakeups.notify("outbox")
        await self._access.audit(actor, ACTION, "done", campaign, people=len(known))
        return len(known)

    async def of(
        self, campaign_id: int, job_ids: Collection[str], user_id: str
    ) -> tuple[Campaign, list[StoredJob]] | None:
        """The campaign and its call jobs; ``None`` for who may not see them any more."""
        async with self._desk.db.read() as tx:
            campaign = await campaigns.by_id(tx, campaign_id)
            rows = await reports.of_ids(tx, campaign_id, job_ids)
        actor = Actor(user_id, None, request_id=ACTION)
        if campaign is None or await self._access.role(actor, campaign) < Role.OPERATOR:
            return None
        return campaign, rows
