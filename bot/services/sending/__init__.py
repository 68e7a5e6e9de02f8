"""The scheduler side of adding: chunks are sent, lost ones looked for, batches undone."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeGuard

from bot.domain.batches import DRAFT_LIFE, Batch, ChunkState
from bot.metrics import Metrics
from bot.services.desk import Desk
from bot.services.hosts import Hosts
from bot.services.sending.leases import LEASE, Leases
from bot.services.sending.meanwhile import Meanwhile
from bot.services.sending.recovery import Recovery
from bot.services.sending.requests import Requests
from bot.services.sending.settling import Settling
from bot.services.sending.showing import Showing
from bot.services.sending.undoing import Undoing
from bot.store import batch_rows, batches
from bot.store.chunks import Chunk

__all__ = ["Sending"]


class Sending:
    """What the sending duty steps through: claim pieces of work, then carry each out."""

    def __init__(
        self, desk: Desk, hosts: Hosts, metrics: Metrics, lease: timedelta = LEASE
    ) -> None:
        self._desk = desk
        showing = Showing(desk)
        self._settling = Settling(desk, showing, Meanwhile(desk, hosts), metrics)
        self._leases = Leases(desk, lease)
        self._recovery = Recovery(desk, hosts, self._leases, self._settling)
        self._requests = Requests(desk, hosts, self._leases, self._settling, self._recovery)
        self._undoing = Undoing(desk, hosts, showing, metrics)

    async def claim(self, limit: int) -> list[Chunk | Batch]:
        """Up to ``limit`` pieces of due work, which nobody else does while their leases last."""
        async with self._desk.db.begin() as tx:
            claimed: list[Chunk | Batch] = list(await self._leases.claim(tx, limit))
            # An undo begins when there is nothing to send at this moment.
            if not claimed and (batch := await self._undoing.claim(tx)):
                claimed.append(batch)
            ahead = await self._requests.read_ahead(tx, [one for one in claimed if _is_to_go(one)])
        self._requests.expect(ahead)
        return claimed

    async def carry_out(self, piece: Chunk | Batch) -> None:
        """Do a claimed piece, and store its outcome."""
        if isinstance(piece, Batch):
            await self._undoing.carry_out(piece)
            return
        async with self._leases.kept(piece):
            if piece.state is ChunkState.SENDING:
                await self._requests.send(piece)
            else:
                await self._recovery.look(piece)

    async def tidy(self) -> None:
        """Forget the people of previews that nobody may confirm any more."""
        before = self._desk.clock.now() - DRAFT_LIFE
        async with self._desk.db.begin() as tx:
            for batch_id in await batches.expire(tx, before):
                await batch_rows.clear(tx, batch_id)

    async def put_back(self, piece: Chunk | Batch) -> None:
        """Let go of a piece with which nothing was begun; a batch falls due again by itself."""
        if isinstance(piece, Chunk):
            self._requests.forget(piece)
            await self._settling.put_back(piece)


def _is_to_go(piece: Chunk | Batch) -> TypeGuard[Chunk]:
    return isinstance(piece, Chunk) and piece.state is ChunkState.SENDING
