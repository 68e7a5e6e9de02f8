"""What a campaign is held to: read by whoever enforces it, changed by its admins."""

from __future__ import annotations

from bot.domain.campaigns import Campaign
from bot.domain.people import Actor, Role
from bot.domain.rule_form import changes
from bot.domain.rules import Rules
from bot.services.access import Access
from bot.services.desk import Desk
from bot.store import rules


class CampaignRules:
    """The rules of each campaign."""

    def __init__(self, desk: Desk, access: Access) -> None:
        self._desk = desk
        self._access = access

    async def of(self, campaign: Campaign) -> Rules:
        """What a campaign is held to."""
        async with self._desk.db.read() as tx:
            return await rules.of(tx, campaign.id)

    async def change(self, actor: Actor, campaign: Campaign, wanted: Rules) -> None:
        """Hold a campaign to these rules from now on; the audit tells what was changed by them."""
        await self._access.authorise(actor, "rules", Role.ADMIN, campaign)
        async with self._desk.db.begin() as tx:
            before = await rules.of(tx, campaign.id)
            await rules.put(tx, campaign.id, wanted, self._desk.clock.now(), actor.user_id)
        told = changes(before, wanted)
        await self._access.audit(actor, "rules", "done", campaign, None, **told)
