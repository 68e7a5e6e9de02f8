"""What a preview shows, from what is stored."""

from __future__ import annotations

from datetime import datetime

from bot.domain import pace as paces
from bot.domain.batches import Batch, ListCounts, Preview
from bot.domain.campaign_state import Word
from bot.domain.campaigns import Campaign
from bot.domain.guards import OVERRIDABLE, overridden
from bot.domain.phones import mask
from bot.errors import NotFound
from bot.services.campaigns import Campaigns
from bot.services.cards import Cards
from bot.services.desk import Desk
from bot.services.watching.hours import hours_of
from bot.store import batch_rows, batches, rules
from bot.texts import N_

_SAMPLE = 3


class Previews:
    """Counts a draft."""

    def __init__(self, desk: Desk, registry: Campaigns, cards: Cards) -> None:
        self._desk = desk
        self._registry = registry
        self._cards = cards

    async def of_id(self, batch_id: int) -> Preview:
        """The preview of a draft."""
        async with self._desk.db.read() as tx:
            batch = await batches.by_id(tx, batch_id)
        if batch is None:
            raise NotFound(N_("That preview is not in the books any more. Nothing was added."))
        return await self.of(batch)

    async def of(self, batch: Batch) -> Preview:
        """The same for a draft that was read just now."""
        campaign = await self._registry.by_id(batch.campaign_id)
        async with self._desk.db.read() as tx:
            counts = await batch_rows.counts(tx, batch.id)
            held = await batch_rows.held(tx, batch.id)
            sample = await batch_rows.ready(tx, batch.id, limit=_SAMPLE)
            held_to = await rules.of(tx, campaign.id)
            guessed = await batch_rows.guessed(tx, batch.id) if held_to.hours else 0
        ready = counts.get("ready", 0)
        return Preview(
            batch=batch,
            campaign=campaign,
            counts=ListCounts.of(batch),
            ready=ready,
            held=held,
            sample=tuple(mask(row.phone) for row in sample),
            columns=bool(batch.details.get("file")),
            rules=held_to,
            guessed=guessed,
            overridden=overridden(batch),
            overridable={word: count for word, count in held.items() if word in OVERRIDABLE},
            expected_end=await self._expected_end(campaign, ready),
        )

    async def _expected_end(self, campaign: Campaign, more: int) -> datetime | None:
        """When all would be called, with these, as fast as of late and in the calling hours."""
        if not campaign.state.says(Word.IN_PROGRESS) or not more:
            return None
        facts = await self._cards.facts(campaign)
        open_jobs = facts.summary.open + facts.sending + more
        async with self._desk.db.read() as tx:
            hours = await hours_of(tx, campaign)
        zones = (campaign.timezone(self._desk.rules.default_zone),)
        return paces.expected_end(open_jobs, facts.pace, self._desk.clock.now(), hours, zones)
