"""The numbers that somebody names, as digits: typed, or in a list."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from bot.domain.contacts import ColumnGuess, Table
from bot.domain.optouts import ReadPage, read_numbers
from bot.domain.people import Actor
from bot.errors import BadInput
from bot.services.campaigns import Campaigns
from bot.services.desk import Desk
from bot.texts import N_

Open = Callable[[str | None], tuple[Table, ColumnGuess]]
"""Opens a list, with the region of numbers that have no country code; it may take long."""


class Numbers:
    """Reads lists of numbers for what concerns people, and no campaign."""

    def __init__(self, desk: Desk, registry: Campaigns) -> None:
        self._desk = desk
        self._registry = registry

    async def pages(self, actor: Actor, open_: Open) -> AsyncIterator[ReadPage]:
        """The numbers in pages, while the loop goes on.

        :raises BadInput: there is none.
        """
        region, found = await self._region(actor), False
        table, columns = await asyncio.to_thread(open_, region)
        for page in read_numbers(table, columns, region):
            found = found or bool(page.phones)
            if page.phones or page.bad:
                yield page
            await asyncio.sleep(0)
        if not found:
            raise BadInput(
                N_(
                    "There is no phone number in that. Nothing was changed; write each number "
                    "with its country code."
                ),
                field="phones",
            )

    async def one(self, actor: Actor, open_: Open) -> str:
        """The one number that is named."""
        phones = [one async for page in self.pages(actor, open_) for one in page.phones]
        if len(phones) != 1:
            raise BadInput(N_("Say one phone number. Nothing was changed."), field="phones")
        return phones[0]

    async def _region(self, actor: Actor) -> str | None:
        """That of the campaigns to be seen from here, where they have but one."""
        regions = {one.region for one in await self._registry.visible(actor) if one.region}
        return regions.pop() if len(regions) == 1 else self._desk.rules.default_region
