"""Control that was asked: stored before it is sent, so that no death hides its outcome."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, func, or_, select, update
from sqlalchemy.sql.dml import ReturningInsert

from bot.domain.campaign_state import Asked, Control
from bot.domain.campaigns import Campaign
from bot.domain.control import Controlled, Ending, Seen
from bot.store.schema import control_request
from bot.store.statements import any_of, new_row, of_columns, skip_locked
from bot.store.transaction import Transaction
from bot.store.types import Instant

OPEN_STATES = ("asked", "sending", "unclear")

_OPEN = any_of(control_request.c.state, OPEN_STATES)

# Each press asks these, and to build a statement takes as long as to run it.
_CHANGED = update(control_request).where(control_request.c.id == bindparam("wanted"))
_BEGUN = _CHANGED.where(control_request.c.state == "asked")
_OPEN_OF = select(control_request).where(
    control_request.c.campaign_id == bindparam("of_campaign"), _OPEN
)


@dataclass(frozen=True, slots=True)
class ControlRequest:
    """One press of a control button, or one command."""

    id: int
    key: str
    campaign_id: int
    action: str
    asked_by: str
    asked_at: datetime
    channel_id: str | None
    group_id: str | None
    state: str
    state_before: str | None
    state_after: str | None
    running_calls: int | None
    attempts: int

    def ended(self, campaign: Campaign, ending: Ending, seen: Seen | None) -> Controlled:
        """What became of it, for the message that tells it."""
        return Controlled(
            campaign,
            Control(self.action),
            ending,
            request_id=self.id,
            seen=seen,
            by=self.asked_by,
            at=self.asked_at,
        )

    def as_asked(self) -> Asked:
        """The control as the rules of a campaign's state know it."""
        return Asked(Control(self.action), self.asked_at, self.asked_by)


def _request(row: Row[Any]) -> ControlRequest:
    return ControlRequest(**{name: getattr(row, name) for name in ControlRequest.__slots__})


async def _all(
    tx: Transaction, query: Select[Any], given: Mapping[str, Any] | None = None
) -> list[ControlRequest]:
    return [_request(row) for row in await tx.execute(query, given)]


@cache
def _asked(dialect_name: str) -> ReturningInsert[int]:
    return new_row(dialect_name, control_request).returning(control_request.c.id)


async def ask(tx: Transaction, values: Mapping[str, Any]) -> int | None:
    """Store a request; ``None`` when one with its key is stored already."""
    new = _asked(tx.dialect.name)
    request_id: int | None = (await tx.execute(new, values)).scalar_one_or_none()
    return request_id


async def change(tx: Transaction, request_id: int, **values: Any) -> None:
    """Set columns of one request."""
    await tx.execute(_CHANGED, {"wanted": request_id, **of_columns(control_request, values)})


async def begin_sending(
    tx: Transaction, request_id: int, state_before: str | None, owner: str, until: datetime
) -> bool:
    """Say that a request is about to be sent; false if it was ended meanwhile, as never sent.

    Its owner holds it until then: nobody else looks after a request that may be on its way.
    """
    sending = {"state": "sending", "state_before": state_before}
    lease = {"lease_owner": owner, "lease_until": until}
    begun = await tx.execute(_BEGUN, {"wanted": request_id, **sending, **lease})
    return begun.rowcount == 1


async def hold(tx: Transaction, request_id: int, owner: str, until: datetime) -> bool:
    """Renew the lease of a request; false for who has lost it."""
    held = await tx.execute(
        update(control_request).where(*_held(request_id, owner)).values(lease_until=until)
    )
    return held.rowcount == 1


async def claim_due(
    tx: Transaction, owner: str, now: datetime, until: datetime
) -> ControlRequest | None:
    """The request without an ending that has waited for longest and is nobody's."""
    free = or_(control_request.c.lease_until.is_(None), control_request.c.lease_until <= now)
    query = (
        select(control_request)
        .where(control_request.c.next_at <= now, free, _OPEN)
        .order_by(control_request.c.next_at)
        .limit(1)
    )
    row = (await tx.execute(skip_locked(query))).one_or_none()
    if row is None:
        return None
    await change(tx, row.id, lease_owner=owner, lease_until=until)
    return _request(row)


async def next_due(tx: Transaction) -> datetime | None:
    """When a request without an ending is to be looked after next."""
    leased = control_request.c.lease_until > control_request.c.next_at
    due_at = case((leased, control_request.c.lease_until), else_=control_request.c.next_at)
    due: datetime | None = await tx.scalar(select(func.min(due_at, type_=Instant)).where(_OPEN))
    return due


async def settle(tx: Transaction, request_id: int, owner: str, **values: Any) -> bool:
    """Write what has become of a request, and give it back; false for who has lost it."""
    ended = await tx.execute(
        update(control_request)
        .where(*_held(request_id, owner))
        .values(lease_owner=None, lease_until=None, **values)
    )
    return ended.rowcount == 1


def _held(request_id: int, owner: str) -> tuple[ColumnElement[bool], ...]:
    return (
        control_request.c.id == request_id,
        control_request.c.lease_owner == owner,
        _OPEN,
    )


async def by_id(tx: Transaction, request_id: int) -> ControlRequest | None:
    """The request with that id."""
    found = await _all(tx, select(control_request).where(control_request.c.id == request_id))
    return found[0] if found else None


async def with_key(tx: Transaction, campaign_id: int, prefix: str) -> list[ControlRequest]:
    """The requests of a campaign whose keys begin so, in the order in which they were asked."""
    query = select(control_request).where(
        control_request.c.campaign_id == campaign_id,
        control_request.c.key.startswith(prefix, autoescape=True),
    )
    return await _all(tx, query.order_by(control_request.c.id))


async def by_key(tx: Transaction, key: str) -> ControlRequest | None:
    """The request of one press."""
    found = await _all(tx, select(control_request).where(control_request.c.key == key))
    return found[0] if found else None


async def open_of(tx: Transaction, campaign_id: int) -> list[ControlRequest]:
    """The requests of a campaign whose outcome is not known yet."""
    return await _all(tx, _OPEN_OF, {"of_campaign": campaign_id})


def _paused_by_group(asked_by: str) -> ColumnElement[bool]:
    return and_(
        control_request.c.asked_by == asked_by,
        control_request.c.action == str(Control.PAUSE),
        control_request.c.group_id.is_not(None),
        control_request.c.restored_at.is_(None),
    )


async def unrestored(tx: Transaction, asked_by: str) -> list[ControlRequest]:
    """What a person's ``pause all`` has paused and ``resume all`` has not restored yet."""
    took_effect = control_request.c.state.in_(("done", "unconfirmed"))
    return await _all(tx, select(control_request).where(_paused_by_group(asked_by), took_effect))


async def mark_restored(
    tx: Transaction, asked_by: str, campaign_ids: Collection[int], at: datetime
) -> None:
    """Remember that ``resume all`` has restored these campaigns."""
    await tx.execute(
        update(control_request)
        .where(_paused_by_group(asked_by), control_request.c.campaign_id.in_(campaign_ids))
        .values(restored_at=at)
    )
