"""Who works on a chunk, and until when: a lease that is renewed while a request is under way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Any
from uuid import uuid4

from bot.services.desk import Desk
from bot.store import chunk_claims, chunk_looks
from bot.store.chunk_claims import Lease
from bot.store.chunks import Chunk
from bot.store.transaction import Transaction

LEASE = timedelta(seconds=30)
PER_CAMPAIGN = 4
"""Requests of one campaign at once, over all workers; and answers of one that a worker stores
meanwhile."""


class Leases:
    """This process's claims on chunks."""

    def __init__(self, desk: Desk, length: timedelta = LEASE) -> None:
        self._desk = desk
        self._length = length
        self._owner = uuid4().hex
        # By our monotonic clock, because the other may be set while the process runs.
        self._host_clocks: dict[int, datetime] = {}
        self._answered: dict[int, dict[int, None]] = {}

    def _lease(self) -> Lease:
        now = self._desk.clock.now()
        return Lease(self._owner, now, now + self._length)

    async def claim(self, tx: Transaction, limit: int) -> list[Chunk]:
        """Claim up to ``limit`` chunks: first those whose outcome is unclear, then new requests."""
        lease = self._lease()
        clocks = {one: zero + self._running() for one, zero in self._host_clocks.items()}
        busy = await chunk_claims.busy_campaigns(tx, lease.now, self._making_room())
        claimed = await chunk_looks.to_look_for(tx, lease, limit, PER_CAMPAIGN, busy)
        busy.update(one.campaign_id for one in claimed)
        free = limit - len(claimed)
        return claimed + await chunk_claims.to_send(tx, lease, free, PER_CAMPAIGN, busy, clocks)

    @contextmanager
    def answered(self, held: Chunk) -> Iterator[None]:
        """The host has answered: while the block stores what it said, the next request may go.

        Not for more than so many of a campaign: a host that is quicker than our database would
        have us hold ever more that is not stored yet.
        """
        answered = self._answered.setdefault(held.campaign_id, {})
        answered[held.id] = None
        if len(answered) <= PER_CAMPAIGN:
            self._desk.wakeups.wake("sending")
        try:
            yield
        finally:
            del answered[held.id]
            if not answered:
                del self._answered[held.campaign_id]

    def _making_room(self) -> list[int]:
        """The first of each campaign: when they are stored, those that came later take their
        place."""
        first = (islice(answered, PER_CAMPAIGN) for answered in self._answered.values())
        return list(chain.from_iterable(first))

    def note_host_clock(self, campaign_id: int, host_now: datetime | None) -> None:
        """Remember what a host's clock shows."""
        if host_now is not None:
            self._host_clocks[campaign_id] = host_now - self._running()

    def _running(self) -> timedelta:
        return timedelta(seconds=self._desk.clock.monotonic())

    def is_fresh(self, held: Chunk) -> bool:
        """Whether the claim is so young that nobody else can have taken it over."""
        age = self._age(held)
        return age is not None and age < self._length / 4

    def is_new(self, held: Chunk) -> bool:
        """Whether it was claimed within the last second."""
        age = self._age(held)
        return age is not None and age <= timedelta(seconds=1)

    def _age(self, held: Chunk) -> timedelta | None:
        """How long ago it was claimed; nothing where it was not, or where the clock was set back
        since, so that nothing is sure."""
        if held.lease_until is None:
            return None
        age = self._desk.clock.now() + self._length - held.lease_until
        return age if age >= timedelta() else None

    async def renew(self, held: Chunk, **values: Any) -> bool:
        """Hold a chunk for longer; false if it is another's by now."""
        async with self._desk.db.begin() as tx:
            return await chunk_claims.renew(tx, held, self._lease(), **values)

    @asynccontextmanager
    async def kept(self, held: Chunk) -> AsyncIterator[None]:
        """Keep the lease while the block runs, however long that takes."""
        keeping = asyncio.create_task(self._keep(held), name="lease of a chunk")
        try:
            yield
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    async def _keep(self, held: Chunk) -> None:
        pause = self._length.total_seconds() / 3
        while True:
            await self._desk.clock.sleep(pause)
            if not await self.renew(held):
                return
