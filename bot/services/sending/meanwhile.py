"""People who opted out while they were being added: called off as soon as the host has them."""

from __future__ import annotations

from bot.domain.people import Actor
from bot.services.desk import Desk
from bot.services.hosts import Hosts
from bot.services.optouts.canceling import Canceling
from bot.services.optouts.guard import print_of
from bot.store import audits, batch_rows, optouts
from bot.store.chunks import Chunk


class Meanwhile:
    """Looks once at every request that was settled, whenever that was.

    Whoever opts out before a request goes is left out of it, and whoever does so after it was
    settled is found among the call jobs; this closes the gap between the two.
    """

    def __init__(self, desk: Desk, hosts: Hosts) -> None:
        self._desk = desk
        self._canceling = Canceling(desk, hosts)

    async def call_off(self, chunk: Chunk) -> None:
        """Cancel the call jobs of a request whose people opted out meanwhile."""
        for by, job_ids in (await self._opted_out(chunk)).items():
            actor = Actor(by, None, f"chunk:{chunk.id}")
            jobs = {chunk.campaign_id: job_ids}
            canceled, left = await self._canceling.cancel(actor, jobs, f"optout:{chunk.id}:{by}")
            outcome = "done" if not left else "failed"
            about = {"campaign_id": chunk.campaign_id, "request_id": actor.request_id}
            async with self._desk.db.begin() as tx:
                now = self._desk.clock.now()
                await audits.add_own(tx, now, "optout", outcome, people=canceled, **about)

    async def _opted_out(self, chunk: Chunk) -> dict[str, list[str]]:
        """The call job IDs by who entered the opt-out; nearly always nobody's."""
        async with self._desk.db.read() as tx:
            if not await optouts.are_any(tx):
                return {}
            rows = await batch_rows.jobs_of(
                tx, chunk.batch_id, chunk.first_position, chunk.last_position
            )
            jobs = {print_of(self._desk.fingerprints, phone): job for phone, job in rows}
            authors = await optouts.authors(tx, list(jobs))
        found: dict[str, list[str]] = {}
        for print_, by in authors.items():
            found.setdefault(by, []).append(jobs[print_])
        return found
