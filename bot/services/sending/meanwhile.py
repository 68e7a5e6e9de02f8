"""People who opted out while they were being added: called off as soon as the host has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.people import Actor
from bot.services.desk import Desk
from bot.services.hosts import Hosts
from bot.services.optouts.canceling import Canceling
from bot.services.optouts.guard import print_of
from bot.store import audits, batch_rows, optouts
from bot.store.chunks import Chunk
from bot.store.transaction import Transaction

OptedOut = Mapping[str, list[str]]
"""Call job IDs by who entered the opt-out."""


class Meanwhile:
    """Looks once at every request whose call jobs are stored, in the transaction that does so.

    Whoever opts out before a request's rows are read is left out of it, and whoever does so after
    its call jobs were stored is found among them; this closes the gap between the two.
    """

    def __init__(self, desk: Desk, hosts: Hosts) -> None:
        self._desk = desk
        self._canceling = Canceling(desk, hosts)

    async def opted_out(self, tx: Transaction, chunks: Sequence[Chunk]) -> list[OptedOut]:
        """For each chunk those who opted out since its rows were read; nearly always nobody.

        When somebody did is not asked: opt-outs have no index by time, and their numbers have one.

        The transaction holds the opt-outs still, from before it stored anything. It also writes
        down that their canceling is begun: should this process die before the host has canceled
        them, the audit tells of it.
        """
        if not await optouts.are_any(tx):
            return [{}] * len(chunks)
        found = [await self._of(tx, chunk) for chunk in chunks]
        for chunk, opted_out in zip(chunks, found, strict=True):
            if opted_out:
                people = sum(map(len, opted_out.values()))
                await self._write_down(tx, chunk, "begun", people)
        return found

    async def _write_down(self, tx: Transaction, chunk: Chunk, outcome: str, people: int) -> None:
        about = {"campaign_id": chunk.campaign_id, "request_id": f"chunk:{chunk.id}"}
        now = self._desk.clock.now()
        await audits.add_own(tx, now, "optout", outcome, people=people, **about)

    async def _of(self, tx: Transaction, chunk: Chunk) -> OptedOut:
        rows = await batch_rows.jobs_of(
            tx, chunk.batch_id, chunk.first_position, chunk.last_position
        )
        jobs = {print_of(self._desk.fingerprints, phone): job for phone, job in rows}
        found: dict[str, list[str]] = {}
        for print_, by in (await optouts.authors(tx, list(jobs))).items():
            found.setdefault(by, []).append(jobs[print_])
        return found

    async def call_off(self, chunk: Chunk, opted_out: OptedOut) -> None:
        """Cancel the call jobs of those who opted out meanwhile; after the commit."""
        for by, job_ids in opted_out.items():
            actor = Actor(by, None, f"chunk:{chunk.id}")
            jobs = {chunk.campaign_id: job_ids}
            canceled, left = await self._canceling.cancel(actor, jobs, f"optout:{chunk.id}:{by}")
            outcome = "done" if not left else "failed"
            async with self._desk.db.begin() as tx:
                await self._write_down(tx, chunk, outcome, canceled)
