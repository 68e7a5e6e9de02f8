"""One order for every campaign that a person may control."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.campaign_state import Control
from bot.domain.campaigns import Campaign
from bot.domain.control import Controlled, Ending
from bot.domain.people import Actor, Role
from bot.errors import CallboardError
from bot.services.access import Access
from bot.services.campaigns import Campaigns
from bot.services.control import Controls
from bot.services.desk import Desk
from bot.store import campaigns, control

_KEPT_FROM = frozenset({Ending.FAILED, Ending.REFUSED, Ending.UNKNOWN, Ending.KEPT_PAUSED})


class Everywhere:
    """``pause all`` and ``resume all``."""

    def __init__(self, desk: Desk, access: Access, registry: Campaigns, controls: Controls) -> None:
        self._desk = desk
        self._access = access
        self._registry = registry
        self._controls = controls

    async def act(
        self, actor: Actor, action: Control, key: str, until: datetime | None = None
    ) -> list[Controlled]:
        """The result for each campaign, by name; one host's failure stops no other.

        It reaches every campaign that the person may control, wherever it is connected: whoever
        pulls an emergency brake does not look for the right channel first.
        """
        await self._access.authorise_somewhere(actor, f"{action} all", Role.OPERATOR)
        everywhere = replace(actor, is_direct=True)
        group = key if action is Control.PAUSE else None
        chosen = await (
            self._controllable(actor) if action is Control.PAUSE else self._paused_by(actor)
        )

        async def one(campaign: Campaign) -> Controlled:
            try:
                return await self._controls.act(
                    everywhere,
                    campaign,
                    action,
                    f"{key}:{campaign.id}",
                    until=until,
                    group=group,
                    in_person=False,
                )
            except CallboardError as error:
                await self._access.failed(error)
                return Controlled(campaign, action, Ending.FAILED, reason=error)

        results = list(await asyncio.gather(*(one(campaign) for campaign in chosen)))
        if action is Control.RESUME:
            await self._restored(actor, results)
        return results

    async def _controllable(self, actor: Actor) -> list[Campaign]:
        standing = await self._access.standing(actor)
        async with self._desk.db.read() as tx:
            every = await campaigns.everywhere(tx)
        return [one for one in every if standing.on(one.id) >= Role.OPERATOR]

    async def _paused_by(self, actor: Actor) -> list[Campaign]:
        """What the person's ``pause all`` paused, unless somebody has taken it in hand since."""
        async with self._desk.db.read() as tx:
            orders = await control.unrestored(tx, actor.user_id)
            asked = {order.campaign_id: order.as_asked() for order in orders}
            every = await campaigns.everywhere(tx)
        return [one for one in every if one.asked is not None and one.asked == asked.get(one.id)]

    async def _restored(self, actor: Actor, results: Sequence[Controlled]) -> None:
        """What a host's trouble kept from going on is left to the next ``resume all``."""
        done = [one.campaign.id for one in results if one.ending not in _KEPT_FROM]
        async with self._desk.db.begin() as tx:
            await control.mark_restored(tx, actor.user_id, done, self._desk.clock.now())
