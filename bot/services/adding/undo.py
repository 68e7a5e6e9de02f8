"""Undo and its kin: what a person decides about a batch that was confirmed."""

from __future__ import annotations

from typing import Any

from bot.domain.batches import (
    UNDER_WAY,
    Batch,
    BatchState,
    ChunkState,
    Progress,
)
from bot.domain.people import Actor, Role
from bot.domain.recovery import KEY_LIFE
from bot.errors import TooLate
from bot.services.access import Access
from bot.services.adding.receipts import Receipts
from bot.services.desk import Desk
from bot.services.guarding import Limits
from bot.store import batches, chunk_changes, holding, outbox
from bot.store.chunks import BY_PERSON
from bot.store.outbox import Priority
from bot.store.transaction import Transaction
from bot.texts import N_

_UNDOABLE = (*UNDER_WAY, BatchState.DONE, BatchState.HALTED)
_SETTLEABLE = (*_UNDOABLE, BatchState.UNDONE)


class Undo:
    """The hold that people have on a batch."""

    def __init__(self, desk: Desk, access: Access, receipts: Receipts, limits: Limits) -> None:
        self._desk = desk
        self._access = access
        self._receipts = receipts
        self._limits = limits

    async def _may(self, actor: Actor, action: str, batch_id: int) -> Progress:
        progress = await self._receipts.progress(batch_id)
        await self._access.authorise(actor, action, Role.OPERATOR, progress.campaign)
        return progress

    async def ask(self, actor: Actor, batch_id: int) -> Progress:
        """What an undo would touch, for the question before it.

        :raises TooLate: there is nothing to undo.
        """
        progress = await self._may(actor, "undo", batch_id)
        if not progress.undoable:
            raise _nothing_to_undo()
        return progress

    async def begin(self, actor: Actor, batch_id: int) -> Progress:
        """Halt the batch first; its call jobs are canceled when nothing of it is under way."""
        progress = await self._may(actor, "undo", batch_id)
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            # The batch comes first: who lets a chunk wait again holds it, so none is overlooked.
            undone = {"undone_by": actor.user_id, "next_at": now, "finished_at": None}
            to = BatchState.UNDOING
            if not await batches.move(tx, batch_id, to=to, out_of=_UNDOABLE, **undone):
                raise _nothing_to_undo()
            waiting = (ChunkState.WAITING,)
            await chunk_changes.move_all(tx, batch_id, waiting, ChunkState.HALTED, next_at=None)
            await self._show(tx, progress.batch)
        people = progress.cancelable
        await self._access.audit(
            actor, "undo", "begun", progress.campaign, people=people, batch=batch_id
        )
        self._wake()
        return progress

    async def go_on(self, actor: Actor, batch_id: int) -> Progress:
        """Send what was not sent because the batch was halted."""
        progress = await self._may(actor, "add", batch_id)
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            await batches.lock_campaign(tx, progress.batch.campaign_id)
            await self._hold_anew(tx, progress)
            halted, to = (ChunkState.HALTED,), ChunkState.WAITING
            moved = await chunk_changes.move_all(tx, batch_id, halted, to, next_at=now)
            if not moved or not await self._back_to_work(tx, batch_id, BatchState.HALTED):
                raise TooLate(N_("Nothing of that batch waits to be sent. Nothing was changed."))
            await self._show(tx, progress.batch)
        await self._access.audit(actor, "add", "continued", progress.campaign, batch=batch_id)
        self._wake()
        return progress

    async def _hold_anew(self, tx: Transaction, progress: Progress) -> None:
        """Time has passed: who has a call coming, or is over a limit by now, is not sent."""
        batch = progress.batch
        if not batch.add_again:
            await holding.hold(tx, batch.id, batch.campaign_id)
        if progress.campaign is not None:
            await self._limits.hold_anew(tx, batch, progress.campaign, halted=True)
        await chunk_changes.recount(tx, batch.id, ChunkState.HALTED)

    async def adopt(self, actor: Actor, batch_id: int) -> Progress:
        """Look on the host once more for numbers of which nobody knows, and send none of them."""
        return await self._settle(
            actor, batch_id, ChunkState.UNCLEAR, "adopt", last_error=BY_PERSON
        )

    async def send(self, actor: Actor, batch_id: int) -> Progress:
        """A person says that those numbers were not added: send them.

        A key that the host may still know goes along; an old one is worth nothing.
        """
        return await self._settle(actor, batch_id, ChunkState.WAITING, "send", last_error=None)

    async def _settle(
        self, actor: Actor, batch_id: int, to: ChunkState, outcome: str, **values: Any
    ) -> Progress:
        progress = await self._may(actor, "add", batch_id)
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            unknown = (ChunkState.UNKNOWN,)
            if to is ChunkState.WAITING:
                await chunk_changes.renew_old_keys(tx, batch_id, unknown, now - KEY_LIFE, now)
            moved = await chunk_changes.move_all(tx, batch_id, unknown, to, next_at=now, **values)
            if not moved or not await self._back_to_work(tx, batch_id, *_SETTLEABLE):
                raise TooLate(N_("Those numbers are settled already. Nothing was changed."))
            await self._show(tx, progress.batch)
        people = progress.in_chunks(ChunkState.UNKNOWN)
        await self._access.audit(
            actor, "settle", outcome, progress.campaign, people=people, batch=batch_id
        )
        self._wake()
        return progress

    async def _back_to_work(self, tx: Transaction, batch_id: int, *out_of: BatchState) -> bool:
        return await batches.move(
            tx,
            batch_id,
            to=BatchState.SENDING,
            out_of=out_of,
            halt_reason=None,
            finished_at=None,
        )

    async def _show(self, tx: Transaction, batch: Batch) -> None:
        if batch.receipt_post_id is not None:
            now = self._desk.clock.now()
            await outbox.put_edit(tx, batch.receipt_post_id, Priority.STATE, now)

    def _wake(self) -> None:
        for topic in ("sending", "outbox"):
            self._desk.wakeups.notify(topic)


def _nothing_to_undo() -> TooLate:
    return TooLate(N_("There is nothing to undo in that batch any more. Nothing was changed."))
