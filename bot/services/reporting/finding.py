"""One person over all campaigns that somebody may see."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from bot.domain import abilities
from bot.domain.campaigns import Campaign
from bot.domain.people import Actor, Role
from bot.domain.phones import Phone, mask_written, normalise
from bot.domain.reports import FoundPerson, Looked, Wanted
from bot.errors import BadInput, CallboardError
from bot.services.access import Access
from bot.services.campaigns import Campaigns
from bot.services.desk import Desk
from bot.services.reporting.lookups import Lookups, stored_row
from bot.store import campaigns, reports
from bot.store.reports import StoredJob

# Newest call jobs of one person that are looked at; hosts that are asked at the same time.
_MOST_JOBS = 100
_AT_ONCE = 8
# A person waits: a host that takes longer counts as one that does not answer.
_HOST_SECONDS = 8.0


class Finder:
    """Looks a number up everywhere."""

    def __init__(self, desk: Desk, access: Access, registry: Campaigns, lookups: Lookups) -> None:
        self._desk = desk
        self._access = access
        self._registry = registry
        self._lookups = lookups

    async def find(self, actor: Actor, typed: str) -> FoundPerson:
        """The call jobs of a number, asked freshly of each host that may know it.

        A host that can list all its call jobs is asked only if something of the number is stored;
        one that cannot may hold call jobs which were never added here. Where a host does not
        answer, what was last seen stands in.
        """
        await self._access.authorise_somewhere(actor, "find", Role.VIEWER)
        seen = await self._seen_by(actor)
        phone = self._digits(typed, seen)
        async with self._desk.db.read() as tx:
            ids = [one.id for one in seen]
            stored = await reports.of_phones(tx, ids, [phone], _MOST_JOBS)
        known = {one.campaign_id for one in stored}
        asked = [
            one for one in seen if one.id in known or not abilities.covers_all(one.capabilities)
        ]
        places = await self._everywhere(asked, phone, stored)
        await self._access.audit(actor, "find", "done", people=1)
        return FoundPerson(phone, tuple(place for place in places if place.rows))

    async def _seen_by(self, actor: Actor) -> list[Campaign]:
        if await self._access.role(actor) is Role.ADMIN:
            async with self._desk.db.read() as tx:
                return await campaigns.everywhere(tx)
        return await self._registry.visible(actor)

    def _digits(self, typed: str, seen: Sequence[Campaign]) -> str:
        """A number without a country code is read in the region of any campaign that has one."""
        regions = dict.fromkeys([self._desk.rules.default_region, *(one.region for one in seen)])
        read = [normalise(typed, region) for region in regions]
        for found in read:
            if isinstance(found, Phone):
                return found.digits
        problem = read[0]
        assert not isinstance(problem, Phone)  # noqa: S101 - else it was returned above.
        raise BadInput(problem.message, field="phones", value=mask_written(typed))

    async def _everywhere(
        self, asked: Sequence[Campaign], phone: str, stored: Sequence[StoredJob]
    ) -> list[Looked]:
        turns = asyncio.Semaphore(_AT_ONCE)

        async def one(campaign: Campaign) -> Looked:
            async with turns:
                with suppress(CallboardError, TimeoutError):
                    async with asyncio.timeout(_HOST_SECONDS):
                        return await self._lookups.look(campaign, Wanted(phones=(phone,)))
                return _as_stored(campaign, stored)

        return list(await asyncio.gather(*(one(campaign) for campaign in asked)))


def _as_stored(campaign: Campaign, stored: Sequence[StoredJob]) -> Looked:
    rows = [stored_row(one) for one in stored if one.campaign_id == campaign.id]
    return Looked(campaign, tuple(rows), tells_attempts=False, is_fresh=False)
