"""The figures of a digest, by SQL over the call jobs that finished in its periods."""

from __future__ import annotations

from datetime import tzinfo

from bot.domain.cards import CardFacts
from bot.domain.digest_orders import Covered, Order
from bot.domain.digests import Digest, Part, has_week_ago
from bot.domain.periods import Period
from bot.domain.summary import Summary, summarise
from bot.services.cards import Cards
from bot.services.desk import Desk
from bot.store import reports
from bot.store.transaction import Transaction


class DigestFigures:
    """Counts what a digest tells, when it is sent."""

    def __init__(self, desk: Desk, cards: Cards) -> None:
        self._desk = desk
        self._cards = cards

    async def digest(self, order: Order, zone: tzinfo) -> Digest:
        """The digest of those of its campaigns that are still connected."""
        parts = []
        for campaign_id, covered in order.covers.items():
            facts = await self._cards.facts_by_id(campaign_id)
            if facts is not None:
                parts.append(await self._part(facts, covered, zone))
        return Digest(order, tuple(parts))

    async def _part(self, facts: CardFacts, covered: Covered, zone: tzinfo) -> Part:
        period, campaign_id = covered.period, facts.campaign.id
        async with self._desk.db.read() as tx:
            counts = await reports.finished_by_time(tx, campaign_id, period, period.grain(zone))
            return Part(
                facts=facts,
                period=period,
                summary=summarise((count for _, count in counts), contacts=0),
                counts=tuple(counts),
                before=await _summary(tx, campaign_id, covered.before),
                week_ago=await self._week_ago(tx, campaign_id, period, zone),
                added=await reports.added_in(tx, campaign_id, period),
            )

    async def _week_ago(
        self, tx: Transaction, campaign_id: int, period: Period, zone: tzinfo
    ) -> Summary | None:
        if not has_week_ago(period):
            return None
        return await _summary(tx, campaign_id, period.week_ago(zone))


async def _summary(tx: Transaction, campaign_id: int, period: Period) -> Summary:
    return summarise(await reports.finished_in(tx, campaign_id, period), contacts=0)
