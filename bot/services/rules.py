"""What a campaign is held to: read by whoever enforces it, changed by its admins."""

from __future__ import annotations

from bot.domain.campaigns import Campaign
from bot.domain.people import Actor, Role
from bot.domain.rule_form import changes
from bot.domain.rules import Rules
from bot.errors import BadInput
from bot.services.access import Access
from bot.services.desk import Desk
from bot.store import rules
from bot.texts import N_

_LONGEST_WEEK, _LONGEST_MONTH = 7, 31


class CampaignRules:
    """The rules of each campaign."""

    def __init__(self, desk: Desk, access: Access) -> None:
        self._desk = desk
        self._access = access

    async def of(self, campaign: Campaign) -> Rules:
        """What a campaign is held to."""
        async with self._desk.db.read() as tx:
            return await rules.of(tx, campaign.id)

    def _must_be_countable(self, wanted: Rules) -> None:
        """What is erased before a cap's stretch is over would not be counted any more."""
        kept = self._desk.rules.retention.days
        for field, most, days in (
            ("cap_week", wanted.cap_week, _LONGEST_WEEK),
            ("cap_month", wanted.cap_month, _LONGEST_MONTH),
        ):
            if most is not None and kept < days:
                raise BadInput(
                    N_(
                        "Call jobs are kept for {kept} days here, too few to count this. Nothing "
                        "was changed; RETENTION_DAYS would have to be {days} at least."
                    ),
                    field=field,
                    kept=kept,
                    days=days,
                )

    async def change(self, actor: Actor, campaign: Campaign, wanted: Rules) -> None:
        """Hold a campaign to these rules from now on; the audit tells what was changed by them."""
        await self._access.authorise(actor, "rules", Role.ADMIN, campaign)
        self._must_be_countable(wanted)
        async with self._desk.db.begin() as tx:
            before = await rules.of(tx, campaign.id)
            await rules.put(tx, campaign.id, wanted, self._desk.clock.now(), actor.user_id)
        told = changes(before, wanted)
        await self._access.audit(actor, "rules", "done", campaign, None, **told)
