"""Claims on chunks: who sends one, and until when nobody else may.

``next_at`` of a chunk under a lease is the lease's end, so that what a dead worker left behind
falls due by itself.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, and_, bindparam, func, select, update

from bot.domain.batches import ON_THE_WAY, UNDER_WAY, BatchState, ChunkState
from bot.store.chunks import COLUMNS, JOINED, Chunk, as_chunk
from bot.store.schema import batch, chunk
from bot.store.statements import skip_locked
from bot.store.transaction import Transaction
from bot.store.types import Instant

_WAITING = str(ChunkState.WAITING)
_CONFIRMED = str(BatchState.CONFIRMED)

_IS_DUE = and_(chunk.c.state == _WAITING, chunk.c.next_at <= bindparam("now"))
_DUE = select(chunk.c.batch_id).where(_IS_DUE).distinct().subquery("due")
_CANDIDATES = (
    select(batch.c.id, batch.c.campaign_id, batch.c.add_again, batch.c.state)
    .join(_DUE, _DUE.c.batch_id == batch.c.id)
    .where(batch.c.state.in_([str(state) for state in UNDER_WAY]))
)
_FIRST_DUE = skip_locked(
    select(chunk.c.id)
    .where(chunk.c.batch_id == bindparam("wanted"), _IS_DUE)
    .order_by(chunk.c.seq)
    .limit(bindparam("most", type_=Integer))
)
_FREE = skip_locked(select(batch.c.id).where(batch.c.id == bindparam("wanted")))
_BUSY = (
    select(batch.c.campaign_id, func.count())
    .select_from(JOINED)
    .where(
        chunk.c.state.in_([str(ChunkState.SENDING), str(ChunkState.UNCLEAR)]),
        chunk.c.lease_until > bindparam("now"),
        chunk.c.id.not_in(bindparam("answered", expanding=True)),
    )
    .group_by(batch.c.campaign_id)
)
_UNTIL = bindparam("until", type_=Instant)
_CLAIM = (
    update(chunk)
    .where(chunk.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state=str(ChunkState.SENDING),
        key_made_at=func.coalesce(chunk.c.key_made_at, bindparam("now", type_=Instant)),
        sending_at=func.coalesce(chunk.c.sending_at, bindparam("host_now", type_=Instant)),
        lease_owner=bindparam("owner"),
        lease_until=_UNTIL,
        next_at=_UNTIL,
    )
    .returning(*chunk.c, bindparam("campaign", type_=Integer).label("campaign_id"))
)


class Lease(NamedTuple):
    """Who claims, when, and until when."""

    owner: str
    now: datetime
    until: datetime

    def columns(self) -> dict[str, Any]:
        """What a claimed row gets."""
        return {"lease_owner": self.owner, "lease_until": self.until, "next_at": self.until}


class _Candidate(NamedTuple):
    batch_id: int
    campaign_id: int
    add_again: bool
    state: str

    @property
    def is_new(self) -> bool:
        return self.state == _CONFIRMED


async def to_send(
    tx: Transaction,
    lease: Lease,
    limit: int,
    per_campaign: int,
    under_way: Mapping[int, int],
    host_clocks: Mapping[int, datetime],
) -> list[Chunk]:
    """Claim chunks to send, the campaign with the fewest under way first.

    ``under_way`` is how many each campaign has, ``host_clocks`` what the hosts' clocks show, by
    campaign, where that is known.
    """
    busy = Counter(under_way)
    waiting = await _candidates(tx, lease.now)
    due: dict[_Candidate, deque[int]] = {}
    taken: dict[_Candidate, list[int]] = {}
    for _ in range(limit):
        chosen = await _next_of(tx, lease.now, waiting, due, busy, per_campaign)
        if chosen is None:
            break
        busy[chosen.campaign_id] += 1
        taken.setdefault(chosen, []).append(due[chosen].popleft())
    claimed: list[Chunk] = []
    for one, ids in taken.items():
        claimed += await _claim(tx, lease, one, ids, host_clocks.get(one.campaign_id))
    return sorted(claimed, key=lambda one: one.id)


async def _next_of(
    tx: Transaction,
    now: datetime,
    waiting: list[_Candidate],
    due: dict[_Candidate, deque[int]],
    busy: Mapping[int, int],
    per_campaign: int,
) -> _Candidate | None:
    """Whose turn it is: a batch that has a chunk ``due``, which is read when it is first asked."""
    while waiting:
        chosen = min(waiting, key=lambda one: (busy[one.campaign_id], one.batch_id))
        room = per_campaign - busy[chosen.campaign_id]
        if room <= 0:
            return None
        if chosen not in due:
            due[chosen] = deque(await _due(tx, now, chosen, room))
        if due[chosen]:
            return chosen
        waiting.remove(chosen)
    return None


async def busy_campaigns(
    tx: Transaction, now: datetime, answered: Collection[int] = ()
) -> Counter[int]:
    """How many chunks each campaign has under way, over all workers, but for the ``answered``."""
    found = await tx.execute(_BUSY, {"now": now, "answered": list(answered)})
    return Counter({row[0]: row[1] for row in found})


async def _candidates(tx: Transaction, now: datetime) -> list[_Candidate]:
    found = [_Candidate(*row) for row in await tx.execute(_CANDIDATES, {"now": now})]
    return [one for one in found if not one.add_again or await _is_alone(tx, one)]


async def _is_alone(tx: Transaction, candidate: _Candidate) -> bool:
    """Whether no older batch of the campaign is on its way.

    A batch that adds people again may hold the same numbers as one that is under way: lost
    answers of both could not be told apart. So it waits its turn.
    """
    query = (
        select(chunk.c.id)
        .select_from(JOINED)
        .where(
            batch.c.campaign_id == candidate.campaign_id,
            batch.c.id < candidate.batch_id,
            chunk.c.state.in_([str(state) for state in ON_THE_WAY]),
        )
    )
    return await tx.scalar(query.limit(1)) is None


async def _due(tx: Transaction, now: datetime, chosen: _Candidate, limit: int) -> Sequence[int]:
    """What to claim of a batch.

    The first claim of a batch writes it too, so it takes it before the chunks that wait, as those
    do who halt or undo it. A claim holds chunks of other batches, so it never waits: a batch that
    is being undone or claimed at this moment is left for the next claim.
    """
    if chosen.is_new and await tx.scalar(_FREE, {"wanted": chosen.batch_id}) is None:
        return ()
    wanted = {"wanted": chosen.batch_id, "now": now, "most": limit}
    return (await tx.scalars(_FIRST_DUE, wanted)).all()


async def _claim(
    tx: Transaction,
    lease: Lease,
    chosen: _Candidate,
    ids: Sequence[int],
    host_now: datetime | None,
) -> list[Chunk]:
    values = {"ids": list(ids), "campaign": chosen.campaign_id, "host_now": host_now}
    values |= {"owner": lease.owner, "now": lease.now, "until": lease.until}
    claimed = [as_chunk(row) for row in await tx.execute(_CLAIM, values)]
    if chosen.is_new:
        await tx.execute(
            update(batch)
            .where(batch.c.id == chosen.batch_id, batch.c.state == _CONFIRMED)
            .values(state=str(BatchState.SENDING))
        )
    return claimed


async def read(tx: Transaction, ids: Iterable[int]) -> list[Chunk]:
    """The chunks of these ids, in their order."""
    query = select(*COLUMNS).select_from(JOINED).where(chunk.c.id.in_(list(ids)))
    return [as_chunk(row) for row in await tx.execute(query.order_by(chunk.c.id))]


async def renew(tx: Transaction, held: Chunk, lease: Lease, **values: Any) -> bool:
    """Hold a chunk for longer; false if the lease ran out or is another's by now."""
    renewed = await tx.execute(
        update(chunk)
        .where(
            chunk.c.id == held.id,
            chunk.c.lease_owner == held.owner,
            chunk.c.revision == held.revision,
            chunk.c.lease_until > lease.now,
        )
        .values(lease_until=lease.until, next_at=lease.until, **values)
    )
    return renewed.rowcount == 1
