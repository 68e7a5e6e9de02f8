"""Schedules: a person's timed orders. Digests come again and again, a resume comes once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, exists, func, insert, select, update

from bot.domain.cadence import Cadence
from bot.store.schema import schedule, schedule_run
from bot.store.statements import skip_locked
from bot.store.transaction import Transaction

_LIVE = schedule.c.off_at.is_(None)

# Each press asks these, and to build a statement takes as long as to run it.
_OF_IT = (schedule.c.kind == "resume", schedule.c.campaign_id == bindparam("of_campaign"), _LIVE)
_RESUME = select(schedule.c.id).where(*_OF_IT)
_RESUME_ENDED = update(schedule).where(*_OF_IT)
RESUME_DETAILS = select(schedule.c.details).where(*_OF_IT)
"""The details of the order that ends a campaign's timed pause: :func:`due_by` reads them."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """One order. ``campaign_id`` is ``None`` on a digest of every campaign of its channel.

    ``head_post_id`` is the message that is edited to each new digest, where the channel wants that.
    ``due_at`` is when it runs next; ``next_at`` is the same, or the end of the lease of the worker
    that is at it. ``zone`` is a name of :func:`bot.domain.cadence.zone_name`.
    """

    id: int
    kind: str
    campaign_id: int | None
    channel_id: str
    cadence: Cadence | None
    zone: str | None
    created_by: str
    created_at: datetime
    next_at: datetime
    due_at: datetime
    attempts: int
    head_post_id: int | None = None


def _schedule(row: Row[Any]) -> Schedule:
    details = row.details or {}
    due = due_by(details) if "due" in details else row.next_at
    return Schedule(
        id=row.id,
        kind=row.kind,
        campaign_id=row.campaign_id,
        channel_id=row.channel_id,
        cadence=Cadence.from_wire(row.cadence) if row.cadence else None,
        zone=row.zone,
        created_by=row.created_by,
        created_at=row.created_at,
        next_at=row.next_at,
        due_at=due,
        attempts=row.attempts,
        head_post_id=details.get("head_post_id"),
    )


def due_by(details: Mapping[str, Any]) -> datetime:
    """When an order that comes once is due, whoever is at it now."""
    return datetime.fromisoformat(details["due"])


async def _one(tx: Transaction, query: Select[Any]) -> Schedule | None:
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else _schedule(row)


async def by_id(tx: Transaction, schedule_id: int) -> Schedule | None:
    """The order with that id, unless it has ended."""
    return await _one(tx, select(schedule).where(schedule.c.id == schedule_id, _LIVE))


async def next_due(tx: Transaction) -> datetime | None:
    """When anything is due next."""
    at: datetime | None = await tx.scalar(select(func.min(schedule.c.next_at)).where(_LIVE))
    return at


async def due(tx: Transaction, kind: str, now: datetime) -> Schedule | None:
    """The order of this kind that has been due for longest, which no other worker is taking."""
    query = (
        select(schedule)
        .where(schedule.c.kind == kind, schedule.c.next_at <= now, _LIVE)
        .order_by(schedule.c.next_at)
        .limit(1)
    )
    return await _one(tx, skip_locked(query))


async def advance(tx: Transaction, seen: Schedule, next_at: datetime | None) -> bool:
    """Move an order on from the time that was seen; false if another worker has moved it."""
    moved = await tx.execute(
        update(schedule)
        .where(schedule.c.id == seen.id, schedule.c.next_at == seen.next_at, _LIVE)
        .values(next_at=next_at, attempts=0)
    )
    return moved.rowcount == 1


async def lease(tx: Transaction, seen: Schedule, owner: str, until: datetime) -> bool:
    """Take an order until an instant, at which it falls due again; false if another has it."""
    taken = await tx.execute(
        update(schedule)
        .where(schedule.c.id == seen.id, schedule.c.next_at == seen.next_at, _LIVE)
        .values(next_at=until, lease_owner=owner, lease_until=until)
    )
    return taken.rowcount == 1


async def postpone(tx: Transaction, taken: Schedule, owner: str, until: datetime) -> bool:
    """Give an order back to be tried again at an instant; false for who has lost it."""
    given = await tx.execute(
        update(schedule)
        .where(schedule.c.id == taken.id, schedule.c.lease_owner == owner, _LIVE)
        .values(next_at=until, attempts=taken.attempts + 1, lease_owner=None, lease_until=None)
    )
    return given.rowcount == 1


async def end(
    tx: Transaction, ids: Collection[int], now: datetime, reason: str, owner: str | None = None
) -> int:
    """End orders for good, with ``owner`` only those that this worker holds; how many were live."""
    held = schedule.c.lease_owner == owner if owner else schedule.c.id.in_(ids)
    ended = await tx.execute(
        update(schedule)
        .where(schedule.c.id.in_(ids), _LIVE, held)
        .values(off_at=now, off_reason=reason, next_at=None, lease_owner=None, lease_until=None)
    )
    return ended.rowcount


async def order_digest(tx: Transaction, **values: Any) -> int:
    """Order a digest; ``cadence`` is a :class:`Cadence`, the rest are columns."""
    cadence: Cadence = values.pop("cadence")
    made = await tx.execute(
        insert(schedule)
        .values(kind="digest", cadence=cadence.to_wire(), **values)
        .returning(schedule.c.id)
    )
    return int(made.scalar_one())


async def digests_ahead(tx: Transaction, now: datetime) -> list[Schedule]:
    """The digests that were ordered, or ran, later than now: by a clock that was ahead, or has been
    set back since."""
    ran = (schedule_run.c.schedule_id == schedule.c.id) & (schedule_run.c.due_at > now)
    query = (
        select(schedule)
        .where(schedule.c.kind == "digest", _LIVE, schedule.c.next_at > now)
        .where((schedule.c.created_at > now) | exists().where(ran))
        .order_by(schedule.c.id)
    )
    return [_schedule(row) for row in await tx.execute(query)]


async def ordered_by(tx: Transaction, schedule_id: int, now: datetime) -> None:
    """An order was given now at the latest."""
    ahead = (schedule.c.id == schedule_id) & (schedule.c.created_at > now)
    await tx.execute(update(schedule).where(ahead).values(created_at=now))


async def digests_of(tx: Transaction, channel_id: str) -> list[Schedule]:
    """The digests of a channel, the oldest order first: that is how people number them."""
    query = (
        select(schedule)
        .where(schedule.c.kind == "digest", schedule.c.channel_id == channel_id, _LIVE)
        .order_by(schedule.c.id)
    )
    return [_schedule(row) for row in await tx.execute(query)]


async def keep_head(tx: Transaction, schedule_id: int, post_id: int) -> None:
    """Remember the message that is edited to each new digest."""
    kept = {"head_post_id": post_id}
    await tx.execute(update(schedule).where(schedule.c.id == schedule_id).values(details=kept))


async def digest_channels(tx: Transaction) -> list[str]:
    """Every channel that a digest comes to."""
    query = select(schedule.c.channel_id).where(schedule.c.kind == "digest", _LIVE).distinct()
    return list((await tx.scalars(query.order_by(schedule.c.channel_id))).all())


async def order_resume(
    tx: Transaction,
    *,
    campaign_id: int,
    channel_id: str,
    created_by: str,
    created_at: datetime,
    at: datetime,
) -> int:
    """Order that a campaign be resumed at an instant; an order given before is replaced."""
    await call_off_resume(tx, campaign_id, created_at)
    made = await tx.execute(
        insert(schedule)
        .values(
            kind="resume",
            campaign_id=campaign_id,
            channel_id=channel_id,
            created_by=created_by,
            created_at=created_at,
            next_at=at,
            details={"due": at.isoformat()},
        )
        .returning(schedule.c.id)
    )
    return int(made.scalar_one())


async def call_off_resume(tx: Transaction, campaign_id: int, now: datetime) -> None:
    """End what was ordered for a campaign: somebody has taken its control in hand."""
    # Hardly a press finds one, and what changes nothing need not wait to write.
    if await tx.scalar(_RESUME, {"of_campaign": campaign_id}) is None:
        return
    ended = {"off_at": now, "off_reason": "superseded", "next_at": None}
    await tx.execute(_RESUME_ENDED, {"of_campaign": campaign_id, **ended})
