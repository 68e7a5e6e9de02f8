"""Gathers what App Home shows."""

from __future__ import annotations

from bot.domain.home import HomeFacts
from bot.domain.people import Actor, Role
from bot.services.access import Access
from bot.services.approvals import Showing
from bot.services.cards import Cards
from bot.services.desk import Desk
from bot.store import firsts


class Homes:
    """One person's overview."""

    def __init__(self, desk: Desk, access: Access, cards: Cards) -> None:
        self._desk = desk
        self._access = access
        self._cards = cards
        self._showing = Showing(desk, cards)

    async def facts(self, actor: Actor) -> HomeFacts:
        """What somebody sees on opening Callboard."""
        standing = await self._access.standing(actor)
        campaigns = await self._cards.every(actor)
        async with self._desk.db.read() as tx:
            done = await firsts.done(tx)
        # First steps are for whoever may connect campaigns; one campaign is enough to pause them.
        some = min(standing.anywhere(), Role.OPERATOR)
        role = max(standing.on(None), some)
        waiting = await self._showing.waiting([one.campaign for one in campaigns])
        return HomeFacts(
            role, tuple(campaigns), done.campaign, done.batch, done.digest, waiting=waiting
        )
