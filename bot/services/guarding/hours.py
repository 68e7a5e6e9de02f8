"""Holds to a campaign's calling hours: they go out as the call policy of each contact."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from bot.domain.batches import Batch
from bot.domain.campaigns import Campaign
from bot.domain.contacts import Contact
from bot.domain.guards import Judged
from bot.domain.narrowing import CLOSED_LABELS, Closed, Keeping, narrowed
from bot.domain.policy import parse_zone
from bot.services.desk import Desk
from bot.store import campaigns, rules

# To find out the zones of that many numbers takes some milliseconds.
_AT_ONCE = 250


class HoursGuard:
    """A :class:`bot.domain.guards.Guard` that is on where a campaign has calling hours."""

    reasons: Mapping[str, str] = {str(word): told for word, told in CLOSED_LABELS.items()}

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def judge(self, batch: Batch, page: Sequence[Contact]) -> Judged:
        """Narrow the policy of each contact, and remove those who have no hour left."""
        keeping = await self._keeping(batch)
        if keeping is None:
            return Judged(page)
        kept, removed = list[Contact](), dict[int, str]()
        for first in range(0, len(page), _AT_ONCE):
            for one in page[first : first + _AT_ONCE]:
                policy = narrowed(one.policy, one.phone, keeping)
                if isinstance(policy, Closed):
                    removed[one.position] = str(policy)
                else:
                    kept.append(one._replace(policy=policy))
            await asyncio.sleep(0)
        return Judged(kept, removed)

    async def _keeping(self, batch: Batch) -> Keeping | None:
        async with self._desk.db.read() as tx:
            held_to = await rules.of(tx, batch.campaign_id)
            campaign = await campaigns.by_id(tx, batch.campaign_id) if held_to.hours else None
        if held_to.hours is None or campaign is None:
            return None
        return Keeping(held_to.hours, _zone(campaign), self._desk.clock.now())


def _zone(campaign: Campaign) -> str | None:
    return parse_zone(campaign.zone) if campaign.zone else None
