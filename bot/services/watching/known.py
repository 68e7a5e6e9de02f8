"""The open call jobs that we know, asked about by their ids."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from bot.domain.transitions import Known
from bot.services.desk import Desk
from bot.services.watching.look import Look, patiently
from bot.services.watching.missing import Missing
from bot.services.watching.pages import Pages
from bot.store import snapshots

_CHUNK = 1_000
# More unknown ids than this in one page, and the host has lost them all: each costs a request.
_MANY = 50


class KnownJobs:
    """The whole of a look on hosts without reports by date; elsewhere it fills the gaps."""

    def __init__(self, desk: Desk, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages
        self._missing = Missing()

    async def look(self, look: Look, seen: Container[str] = frozenset()) -> None:
        """Ask about every open call job but those that were ``seen`` in this look already."""
        after = ""
        while page := await self._page(look, after):
            after = next(reversed(page))
            now, campaign_id = self._desk.clock.now(), look.campaign.id
            await self._ask(
                look,
                [
                    job_id
                    for job_id in page
                    if job_id not in seen and self._missing.may_ask(campaign_id, job_id, now)
                ],
                page,
            )

    async def _page(self, look: Look, after: str) -> dict[str, Known]:
        async with self._desk.db.read() as tx:
            return await snapshots.open_after(tx, look.campaign.id, after, _CHUNK)

    async def _ask(self, look: Look, ids: Sequence[str], known: Mapping[str, Known]) -> None:
        campaign_id, gone = look.campaign.id, 0
        left = set(ids)
        reports = look.client.job_reports(ids=ids, chunk=_CHUNK)
        async for found in patiently(reports):
            await self._pages.take(look, found.answer, known)
            left.difference_update(found.asked)
            gone += len(found.missing)
            self._missing.note(campaign_id, found.missing, self._desk.clock.now())
            if gone > _MANY:
                self._missing.note(campaign_id, left, self._desk.clock.now())
                return
