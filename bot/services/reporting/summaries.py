"""The summary of a campaign, from what is stored."""

from __future__ import annotations

from bot.domain.campaigns import Campaign
from bot.domain.people import Actor, Role
from bot.domain.reports import ReportFacts
from bot.services.access import Access
from bot.services.cards import Cards
from bot.services.desk import Desk
from bot.store import contacts


class Reports:
    """What a campaign has come to."""

    def __init__(self, desk: Desk, access: Access, cards: Cards) -> None:
        self._desk = desk
        self._access = access
        self._cards = cards

    async def summary(self, actor: Actor, campaign: Campaign) -> ReportFacts:
        """The figures as of the last look."""
        await self._access.authorise(actor, "report", Role.VIEWER, campaign)
        card = await self._cards.facts(campaign)
        async with self._desk.db.read() as tx:
            people = await contacts.count(tx, campaign.id)
        return ReportFacts(card, people)
