"""The figures that cards and lists show, from what is stored: no host is asked."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain import abilities
from bot.domain import pace as paces
from bot.domain.campaigns import Campaign
from bot.domain.cards import CardFacts
from bot.domain.people import Actor, Role
from bot.domain.summary import summarise
from bot.services.access import Access
from bot.services.campaigns import Campaigns
from bot.services.desk import Desk
from bot.services.watching.hours import hours_by
from bot.store import automatic_pauses, campaigns, cards, figures, jobs
from bot.store.transaction import Transaction


class Cards:
    """Living cards, and the facts that they show."""

    def __init__(self, desk: Desk, access: Access, registry: Campaigns) -> None:
        self._desk = desk
        self._access = access
        self._registry = registry

    async def facts(self, campaign: Campaign) -> CardFacts:
        """What a campaign's card shows now."""
        async with self._desk.db.read() as tx:
            return await self._facts(tx, campaign)

    async def facts_by_id(self, campaign_id: int) -> CardFacts | None:
        """The same by the campaign's id; ``None`` once it is disconnected."""
        async with self._desk.db.read() as tx:
            return await self.facts_within(tx, campaign_id)

    async def facts_within(self, tx: Transaction, campaign_id: int) -> CardFacts | None:
        """The same for whoever reads more in one transaction."""
        campaign = await campaigns.by_id(tx, campaign_id)
        return None if campaign is None else await self._facts(tx, campaign)

    async def _facts(self, tx: Transaction, campaign: Campaign) -> CardFacts:
        now = self._desk.clock.now()
        counts = await jobs.counts(tx, campaign.id)
        summary = summarise(counts, contacts=0)
        known = await figures.of(tx, campaign.id, now - paces.WINDOW)
        hours = hours_by(campaign, known.policy)
        zones = (campaign.timezone(self._desk.rules.default_zone),)
        pace = paces.measure(known.finished, known.first, now, hours, zones)
        return CardFacts(
            campaign=campaign,
            summary=summary,
            as_of=campaign.looked_at,
            pace=pace,
            expected_end=paces.expected_end(summary.open, pace, now, hours, zones),
            covers_all=abilities.covers_all(campaign.capabilities),
            pause=await automatic_pauses.standing(tx, campaign.id),
            sending=known.sending,
            resumes_at=known.resumes_at,
        )

    async def every(self, actor: Actor) -> list[CardFacts]:
        """The campaigns that somebody may see from where they stand."""
        seen = await self._registry.visible(actor)
        async with self._desk.db.read() as tx:
            return [await self._facts(tx, campaign) for campaign in seen]

    async def open_jobs(self, campaign: Campaign) -> int | None:
        """How many people are still to be called, as far as is known here."""
        async with self._desk.db.read() as tx:
            counts = await jobs.counts(tx, campaign.id)
        report = campaign.short_report
        if not counts and report:
            return max(0, int(report["total"]) - int(report["processed"]))
        return summarise(counts, 0).open if counts else None

    async def post(self, actor: Actor, campaign: Campaign, key: str) -> None:
        """Post a campaign's living card in the channel; the one before it is retired."""
        await self._access.authorise(actor, "card", Role.OPERATOR, campaign)
        channel_id = await self._registry.place_of(actor, campaign)
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            await cards.put(tx, campaign.id, channel_id, f"card:{key}", now)
        await self._access.audit(actor, "card", "done", campaign)
        self._desk.wakeups.notify("outbox")

    async def post_everywhere(self, campaign: Campaign, channels: Sequence[str]) -> None:
        """Post the first card of a campaign in every channel that it was connected to."""
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            for channel_id in channels:
                key = f"card:first:{campaign.id}:{channel_id}"
                await cards.put(tx, campaign.id, channel_id, key, now)
        self._desk.wakeups.notify("outbox")
