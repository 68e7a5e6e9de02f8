"""Caps and the daily ceiling: asked of a whole list, at its preview and at its confirmation.

What is confirmed is counted from then on, so that it need not be asked again when it is sent.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

from bot.domain.batches import Batch
from bot.domain.campaigns import Campaign
from bot.domain.guards import overridden
from bot.domain.limits import Limited, begin_of_today, caps
from bot.domain.rules import Rules
from bot.services.desk import Desk
from bot.store import batches, limits, rules
from bot.store.transaction import Transaction


class Limits:
    """Holds the contacts of a draft whom a limit leaves out."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def hold(self, tx: Transaction, batch: Batch, campaign: Campaign) -> None:
        """Judge those of a list who are left; the first rows of a list come first."""
        await self._hold(tx, batch, campaign, await rules.of(tx, campaign.id))

    async def hold_anew(
        self, tx: Transaction, batch: Batch, campaign: Campaign, *, halted: bool = False
    ) -> None:
        """The same when a list is confirmed, or (``halted``) for what was not sent of a batch.

        The campaign is held until the transaction ends, so that of two lists the second counts the
        first; and where caps count, so are all campaigns that have any.
        """
        await batches.lock_campaign(tx, campaign.id)
        held_to = await rules.of(tx, campaign.id)
        if held_to.has_caps:
            await limits.lock(tx)
        await self._hold(tx, batch, campaign, held_to, halted=halted)

    async def _hold(
        self,
        tx: Transaction,
        batch: Batch,
        campaign: Campaign,
        held_to: Rules,
        *,
        halted: bool = False,
    ) -> None:
        now, zone = self._desk.clock.now(), campaign.timezone(self._desk.rules.default_zone)
        let = overridden(batch)
        for cap in caps(held_to, now, zone):
            if cap.word not in let:
                await limits.hold_capped(tx, batch.id, cap, halted=halted)
        if held_to.daily_ceiling is not None and Limited.CEILING not in let:
            room = held_to.daily_ceiling - await self._added(tx, batch, campaign, now, zone)
            await limits.hold_beyond(tx, batch.id, room, halted=halted)

    async def _added(
        self, tx: Transaction, batch: Batch, campaign: Campaign, now: datetime, zone: tzinfo
    ) -> int:
        return await limits.added(tx, batch.id, campaign.id, begin_of_today(now, zone))
