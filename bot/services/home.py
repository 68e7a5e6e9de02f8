"""Gathers what App Home shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.domain.batches import Batch
from bot.domain.campaigns import Campaign
from bot.domain.cards import CardFacts
from bot.domain.digest_orders import StandingOrder
from bot.domain.home import HomeFacts, OpenIncident, PlacedOrder
from bot.domain.people import Actor, Role
from bot.domain.roles import Standing
from bot.services.access import Access
from bot.services.approvals import Showing
from bot.services.cards import Cards
from bot.services.desk import Desk
from bot.services.digests.standing import standing_orders
from bot.store import batches, campaigns, firsts, incidents, schedules
from bot.store.transaction import Transaction

# What nobody has decided for a week needs nobody any more.
_UNDECIDED = timedelta(days=7)
_LISTED = 20


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
        every = await self._cards.every(actor)
        known = {one.campaign.id: one.campaign for one in every}
        waiting = await self._showing.waiting(list(known.values()))
        async with self._desk.db.read() as tx:
            return HomeFacts(
                role=_role(standing),
                campaigns=_pressing_first(every),
                steps=await firsts.done(tx),
                as_of=self._desk.clock.now(),
                mine=_with(standing, known, Role.OPERATOR),
                owned=_with(standing, known, Role.ADMIN),
                incidents=await _incidents(tx, known),
                orders=await self._orders(tx, known, standing),
                batches=await self._batches(tx, known, actor),
                waiting=tuple(waiting),
                user_id=actor.user_id,
            )

    async def _batches(
        self, tx: Transaction, known: Mapping[int, Campaign], actor: Actor
    ) -> tuple[Batch, ...]:
        going_on = [one.id for one in known.values() if not one.state.ended]
        since = self._desk.clock.now() - _UNDECIDED
        return tuple(await batches.undecided(tx, going_on, actor.user_id, since, _LISTED))

    async def _orders(
        self, tx: Transaction, known: Mapping[int, Campaign], standing: Standing
    ) -> tuple[PlacedOrder, ...]:
        """The digests of channels in which the person knows every campaign that they cover."""
        found, now = [], self._desk.clock.now()
        for channel_id in await schedules.digest_channels(tx):
            here = await campaigns.in_channel(tx, channel_id)
            # The list of a channel's digests is theirs who may order those of all its campaigns.
            may = all(standing.on(one.id) >= Role.OPERATOR for one in here)
            for order in await standing_orders(tx, channel_id, now):
                covered = [one for one in here if order.campaign in (None, one.name)]
                if covered and all(one.id in known for one in covered):
                    found.append(PlacedOrder(order, channel_id, may))
        return tuple(sorted(found, key=_next_run))


def _next_run(one: PlacedOrder) -> tuple[float, int]:
    order: StandingOrder = one.order
    return order.next_runs[0].timestamp(), order.schedule_id


def _role(standing: Standing) -> Role:
    """First steps are for whoever may connect campaigns; one campaign is enough to pause them."""
    return max(standing.on(None), min(standing.anywhere(), Role.OPERATOR))


def _with(standing: Standing, known: Mapping[int, Campaign], least: Role) -> frozenset[int]:
    return frozenset(one for one in known if standing.on(one) >= least)


def _pressing_first(every: Sequence[CardFacts]) -> tuple[CardFacts, ...]:
    """What has ended comes last: a Home tab is no archive."""
    return tuple(sorted(every, key=lambda one: one.campaign.state.ended))


async def _incidents(tx: Transaction, known: Mapping[int, Campaign]) -> tuple[OpenIncident, ...]:
    return tuple(
        OpenIncident(one.id, known[one.campaign_id], one.incident, one.channel_id, one.taken_by)
        for one in await incidents.told(tx, list(known), _LISTED)
    )
