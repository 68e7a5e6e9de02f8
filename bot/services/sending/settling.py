"""What became of a chunk, stored: its rows, its call jobs, its batch, and what people see of it.

Each outcome is one transaction, and is refused if the lease was lost meanwhile. Answers that come
while another of their campaign is being stored share the next.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.domain.batches import Batch, BatchState, ChunkState, RowState
from bot.domain.verdicts import MANY_ALIKE, Refuse, Split
from bot.metrics import Metrics
from bot.services.desk import Desk
from bot.services.sending.meanwhile import Meanwhile, OptedOut
from bot.services.sending.showing import Showing
from bot.services.sending.together import ByCampaign
from bot.store import (
    audits,
    batch_jobs,
    batch_rows,
    batches,
    chunk_changes,
    chunks,
    optouts,
    request_rows,
)
from bot.store.chunks import Chunk, fresh_request
from bot.store.transaction import Transaction

_log = structlog.get_logger(__name__)

# Where some rows were taken, so many refused ones of one undocumented reason still end a batch:
# halving would go on for hours.
_FAR_TOO_MANY = 100 * MANY_ALIKE


class LeaseLost(Exception):
    """Another worker looks after the chunk by now; nothing was stored."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """Call jobs of a chunk, by position."""

    chunk: Chunk
    jobs: Mapping[int, str] = field(repr=False)
    created_at: datetime
    outcome: str
    to: ChunkState

    @property
    def is_whole(self) -> bool:
        """Whether all rows of the request became call jobs."""
        return self.to is ChunkState.SENT and len(self.jobs) == self.chunk.rows

    def first_id(self) -> str:
        """Of which every other may be thought to be near."""
        return next(iter(self.jobs.values()), "")


def _by_batch(answers: Sequence[_Answer]) -> dict[int, dict[int, str]]:
    jobs: dict[int, dict[int, str]] = {}
    for one in answers:
        jobs.setdefault(one.chunk.batch_id, {}).update(one.jobs)
    return jobs


class Settling:
    """Stores outcomes."""

    def __init__(
        self, desk: Desk, showing: Showing, meanwhile: Meanwhile, metrics: Metrics
    ) -> None:
        self._desk = desk
        self._showing = showing
        self._meanwhile = meanwhile
        self._answers = ByCampaign(self._keep_all)
        self._metrics = metrics

    @asynccontextmanager
    async def _outcome(self) -> AsyncIterator[tuple[Transaction, datetime]]:
        async with self._quietly() as (tx, now):
            yield tx, now
        self._showing.wake()

    @asynccontextmanager
    async def _quietly(self) -> AsyncIterator[tuple[Transaction, datetime]]:
        try:
            async with self._desk.db.begin() as tx:
                yield tx, self._desk.clock.now()
        except LeaseLost:
            _log.warning("chunk_lease_lost")

    async def sent(
        self, chunk: Chunk, jobs: Mapping[int, str], created_at: datetime, outcome: str = "added"
    ) -> None:
        """All rows became these call jobs, by position."""
        await self._keep(_Answer(chunk, jobs, created_at, outcome, ChunkState.SENT))

    async def partly(self, chunk: Chunk, jobs: Mapping[int, str], created_at: datetime) -> None:
        """A person asked to adopt: these were found, of the others nobody knows."""
        await self._keep(_Answer(chunk, jobs, created_at, "adopted", ChunkState.UNKNOWN))

    async def _keep(self, answer: _Answer) -> None:
        opted_out = await self._answers.do(answer.chunk.campaign_id, answer)
        await self._meanwhile.call_off(answer.chunk, opted_out)

    async def _keep_all(self, answers: Sequence[_Answer]) -> list[OptedOut]:
        """Answers of one campaign in one transaction; whose lease was lost is left out of it."""
        opted_out: list[OptedOut] = []
        async with self._outcome() as (tx, now):
            await optouts.hold_still(tx)
            await batches.lock_campaign(tx, answers[0].chunk.campaign_id)
            held = await self._settle_answers(tx, answers, now)
            for batch_id, jobs in _by_batch(held).items():
                await request_rows.mark_sent(tx, batch_id, jobs)
            await batch_jobs.add_planned(tx, ((one.chunk, one.created_at) for one in held), now)
            opted_out = await self._meanwhile.opted_out(tx, [one.chunk for one in answers])
            for chunk in {one.chunk.batch_id: one.chunk for one in held}.values():
                await self._go_on(tx, chunk, now)
            for one in held:
                self._metrics.chunk(one.outcome, len(one.jobs))
        return opted_out

    async def _settle_answers(
        self, tx: Transaction, answers: Sequence[_Answer], now: datetime
    ) -> list[_Answer]:
        """Those whose lease was not lost, in the order of their IDs: the books of call jobs are in
        that order, and what is added at their end costs two thirds of what is put in between."""
        whole = [one for one in answers if one.is_whole]
        held = await chunks.settle_sent(tx, [one.chunk for one in whole], now) if whole else set()
        for one in answers:
            if not one.is_whole and await self._settle_odd(tx, one, now):
                held.add(one.chunk.id)
        if len(held) < len(answers):
            _log.warning("chunk_lease_lost")
        return sorted((one for one in answers if one.chunk.id in held), key=_Answer.first_id)

    async def _settle_odd(self, tx: Transaction, one: _Answer, now: datetime) -> bool:
        """The host has fewer than the request had rows."""
        some = {"rows": len(one.jobs), "sent_at": now}
        part = {"rows": one.chunk.rows - len(one.jobs), "next_at": None}
        values = some if one.to is ChunkState.SENT else part
        return await chunks.settle(tx, one.chunk, one.to, **values)

    async def refused(self, chunk: Chunk, verdict: Refuse) -> None:
        """Take rows out; what is left waits as a request of its own."""
        reasons = verdict.reasons
        async with self._outcome() as (tx, now):
            left = chunk.rows - len(reasons)
            waiting = await self._waiting(tx, chunk)
            to = waiting if left else ChunkState.SENT
            values = fresh_request(now) | {"rows": left, "revision": chunk.revision + 1}
            await self._settle(tx, chunk, to, **values)
            await batch_rows.mark(tx, chunk.batch_id, RowState.REFUSED, reasons)
            if verdict.strange and await self._too_many_alike(tx, chunk, verdict):
                await self._halt(tx, chunk, f"refused:{next(iter(reasons.values()))}")
            await self._go_on(tx, chunk, now)
            self._metrics.chunk("refused", len(reasons))

    async def _too_many_alike(self, tx: Transaction, chunk: Chunk, verdict: Refuse) -> bool:
        counted = await batch_rows.counts(tx, chunk.batch_id)
        most = _FAR_TOO_MANY if counted.get(RowState.SENT) else MANY_ALIKE
        return counted.get(RowState.REFUSED, 0) >= most

    async def split(self, chunk: Chunk, verdict: Split) -> None:
        """Two smaller requests wait in the place of this one."""
        async with self._outcome() as (tx, now):
            to = await self._waiting(tx, chunk)
            if not await chunk_changes.split(tx, chunk, to, verdict.at, verdict.first_rows, now):
                raise LeaseLost
            await self._go_on(tx, chunk, now)

    async def halted(self, chunk: Chunk, reason: str) -> None:
        """Nothing more of the batch is sent until a person says so."""
        async with self._outcome() as (tx, now):
            await batches.lock(tx, chunk.batch_id)
            await self._settle(tx, chunk, ChunkState.HALTED, **chunks.as_unsent(chunk))
            await self._halt(tx, chunk, reason)
            await self._go_on(tx, chunk, now)

    async def _halt(self, tx: Transaction, chunk: Chunk, reason: str) -> None:
        """The batch is locked, so that no chunk is just going back to those that wait."""
        waiting = (ChunkState.WAITING,)
        await chunk_changes.move_all(tx, chunk.batch_id, waiting, ChunkState.HALTED, next_at=None)
        await batches.change(tx, chunk.batch_id, halt_reason=reason)

    async def put_off(self, chunk: Chunk, seconds: float, error: str) -> None:
        """Nothing reached the host: the same request again later."""
        async with self._outcome() as (tx, now):
            values = chunks.as_unsent(chunk) | {
                "next_at": now + timedelta(seconds=seconds),
                "attempts": chunk.attempts + 1,
                "last_error": error,
            }
            await self._settle(tx, chunk, await self._waiting(tx, chunk), **values)
            await self._go_on(tx, chunk, now)

    async def resend(self, chunk: Chunk) -> None:
        """It is surely not at the host: the same request, with the same key."""
        async with self._outcome() as (tx, now):
            to = await self._waiting(tx, chunk)
            await self._settle(tx, chunk, to, next_at=now, attempts=chunk.attempts + 1)
            await self._go_on(tx, chunk, now)

    async def put_back(self, chunk: Chunk) -> None:
        """Nothing was begun with it, because this process stops, so nobody here is woken for it."""
        is_unsent = chunk.state is ChunkState.SENDING
        async with self._quietly() as (tx, now):
            to = await self._waiting(tx, chunk) if is_unsent else chunk.state
            values = chunks.as_unsent(chunk) if is_unsent else chunks.as_asked(chunk)
            await self._settle(tx, chunk, to, next_at=now, **values)
            await self._go_on(tx, chunk, now)

    async def look_later(self, chunk: Chunk, at: datetime, error: str | None = None) -> None:
        """Look for it again at an instant."""
        values: dict[str, Any] = {"next_at": at, "last_error": error}
        async with self._outcome() as (tx, now):
            attempts = chunk.attempts + (1 if error else 0)
            await self._settle(tx, chunk, ChunkState.UNCLEAR, attempts=attempts, **values)
            await self._go_on(tx, chunk, now)

    async def unknown(self, chunk: Chunk) -> None:
        """Nobody can tell whether it was added: a person settles it."""
        async with self._outcome() as (tx, now):
            await self._settle(tx, chunk, ChunkState.UNKNOWN, next_at=None)
            await self._go_on(tx, chunk, now)
            self._metrics.chunk("unknown", chunk.rows)

    async def _settle(self, tx: Transaction, chunk: Chunk, to: ChunkState, **values: Any) -> None:
        if not await chunks.settle(tx, chunk, to, **values):
            raise LeaseLost

    async def _waiting(self, tx: Transaction, chunk: Chunk) -> ChunkState:
        """Where a request goes that is not sent now: it waits, unless the batch was halted.

        The batch is locked before the chunk: whoever halts it does so too, and then sees both.
        """
        batch = await batches.lock(tx, chunk.batch_id)
        stopped = batch is None or batch.halt_reason or batch.state is BatchState.UNDOING
        return ChunkState.HALTED if stopped else ChunkState.WAITING

    async def _go_on(self, tx: Transaction, chunk: Chunk, now: datetime) -> None:
        """Bring the batch up to date, and what people see of it."""
        batch = await batches.lock(tx, chunk.batch_id)
        if batch is None:
            return
        ended = not await chunks.on_the_way(tx, chunk.batch_id)
        if ended:
            await self._end(tx, batch, now)
        await self._showing.progress(tx, batch, now, ended=ended)

    async def _end(self, tx: Transaction, batch: Batch, now: datetime) -> None:
        if batch.state is BatchState.UNDOING:
            await batches.change(tx, batch.id, next_at=now)
            return
        halted = (await chunks.counts(tx, batch.id)).get(ChunkState.HALTED)
        to = BatchState.HALTED if halted else BatchState.DONE
        await batches.change(tx, batch.id, state=str(to), finished_at=now)
        self._metrics.batch(str(to))
        # What somebody confirmed has come to its end, by itself.
        sent = (await batch_rows.counts(tx, batch.id)).get(RowState.SENT, 0)
        about = {"campaign_id": batch.campaign_id, "request_id": f"batch:{batch.id}"}
        await audits.add_own(tx, now, "add", str(to), people=sent, **about)
