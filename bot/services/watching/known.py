"""The open call jobs that we know, asked about by their ids."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence

from bot.calls_api import CallsApiError, Found, JobReport
from bot.domain.transitions import Known
from bot.services.desk import Desk
from bot.services.watching.look import Look, one_ahead, patiently
from bot.services.watching.missing import Missing
from bot.services.watching.pages import Pages
from bot.store import snapshots

_CHUNK = 1_000
# So many are read for several requests: a transaction costs as much as reading a thousand rows.
_AT_ONCE = 4_000
# More unknown ids than this in one page, and the host has lost them all: each costs a request.
_MANY = 50

Told = tuple[Found[JobReport], Mapping[str, Known]]
"""What a host said of some call jobs, beside what is known of them."""


class KnownJobs:
    """The whole of a look on hosts without reports by date; elsewhere it fills the gaps."""

    def __init__(self, desk: Desk, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages
        self._missing = Missing()

    async def look(self, look: Look, seen: Collection[str] = frozenset()) -> None:
        """Ask about every open call job but those that were ``seen`` in this look already."""
        try:
            async for found, known in one_ahead(self._told(look, seen)):
                await self._pages.take(look, found.answer, known)
        except CallsApiError:
            # What was seen before the host failed is kept, or a shaky one would get us nowhere.
            await self._pages.store(look)
            raise
        await self._pages.store(look)

    async def _told(self, look: Look, seen: Collection[str]) -> AsyncIterator[Told]:
        after = ""
        while known := await self._known(look, after):
            after = next(reversed(known))
            ids = [job_id for job_id in known if job_id not in seen] if seen else list(known)
            for at in range(0, len(ids), _CHUNK):
                async for found in self._ask(look, ids[at : at + _CHUNK], known):
                    yield found, known

    async def _known(self, look: Look, after: str) -> dict[str, Known]:
        async with self._desk.db.read() as tx:
            return await snapshots.open_after(tx, look.campaign.id, after, _AT_ONCE)

    async def _ask(
        self, look: Look, ids: Sequence[str], known: Mapping[str, Known]
    ) -> AsyncIterator[Found[JobReport]]:
        """What is new of these; what is not moves no instant of the look either."""
        campaign_id, gone = look.campaign.id, 0
        ids = self._missing.askable(campaign_id, ids, self._desk.clock.now())
        left = set(ids)
        async for found in patiently(look.client.job_news(known, ids=ids, chunk=_CHUNK)):
            left.difference_update(found.asked)
            gone += len(found.missing)
            self._missing.note(campaign_id, found.missing, self._desk.clock.now())
            yield found
            if gone > _MANY:
                self._missing.note(campaign_id, left, self._desk.clock.now())
                return
