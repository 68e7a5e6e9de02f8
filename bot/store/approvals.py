"""Requests for a second person's approval: who asked for what, and what came of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, insert, or_, select, update

from bot.domain.approvals import OPEN, ApprovalRequest, ApprovalState
from bot.domain.rules import Deed
from bot.domain.sentences import from_wire
from bot.store.schema import approval_request, campaign
from bot.store.statements import skip_locked
from bot.store.transaction import Transaction
from bot.store.types import Instant

_OPEN = approval_request.c.state.in_([str(state) for state in OPEN])
_READ = {"campaign_name", "deed", "state", "reason"}
_PLAIN = tuple(name for name in ApprovalRequest.__slots__ if name not in _READ)


def _request(row: Row[Any]) -> ApprovalRequest:
    return ApprovalRequest(
        campaign_name=row.name,
        deed=Deed(row.deed),
        state=ApprovalState(row.state),
        reason=from_wire(row.reason) if row.reason else None,
        **{name: getattr(row, name) for name in _PLAIN},
    )


def _query(*where: ColumnElement[bool]) -> Select[Any]:
    return (
        select(approval_request, campaign.c.name)
        .join(campaign, campaign.c.id == approval_request.c.campaign_id)
        .where(*where)
    )


async def add(tx: Transaction, **values: Any) -> int:
    """Put a request down; its id."""
    made = await tx.execute(
        insert(approval_request).values(**values).returning(approval_request.c.id)
    )
    return int(made.scalar_one())


async def change(tx: Transaction, request_id: int, **values: Any) -> None:
    """Set columns of one request."""
    await tx.execute(
        update(approval_request).where(approval_request.c.id == request_id).values(**values)
    )


async def by_id(tx: Transaction, request_id: int) -> ApprovalRequest | None:
    """The request with that id."""
    row = (await tx.execute(_query(approval_request.c.id == request_id))).one_or_none()
    return None if row is None else _request(row)


async def open_of(tx: Transaction, campaign_id: int, subject: str) -> ApprovalRequest | None:
    """The request of a campaign that is open for the same thing."""
    mine = (approval_request.c.campaign_id == campaign_id, approval_request.c.subject == subject)
    row = (await tx.execute(_query(*mine, _OPEN))).first()
    return None if row is None else _request(row)


async def waiting_in(
    tx: Transaction, campaign_ids: Collection[int], limit: int
) -> list[ApprovalRequest]:
    """What waits for a second person in these campaigns, oldest first."""
    query = _query(
        approval_request.c.campaign_id.in_(campaign_ids),
        approval_request.c.state == str(ApprovalState.ASKED),
    )
    rows = await tx.execute(query.order_by(approval_request.c.id).limit(limit))
    return [_request(row) for row in rows]


async def approve(tx: Transaction, request_id: int, by: str, now: datetime) -> bool:
    """Approve what waits, unless it is one's own or too late: only one click ever hits the row."""
    approved = await tx.execute(
        update(approval_request)
        .where(
            *_waits(request_id),
            approval_request.c.asked_by != by,
            approval_request.c.expires_at > now,
        )
        .values(
            state=str(ApprovalState.APPROVED),
            decided_by=by,
            decided_at=now,
            next_at=now,
            lease_owner=None,
            lease_until=None,
        )
    )
    return approved.rowcount == 1


async def close(
    tx: Transaction, request_id: int, to: ApprovalState, by: str | None, now: datetime
) -> bool:
    """Decline, withdraw or expire what waits; false if it was decided meanwhile."""
    closed = await tx.execute(
        update(approval_request)
        .where(*_waits(request_id))
        .values(
            state=str(to),
            decided_by=by,
            decided_at=now,
            finished_at=now,
            next_at=None,
            lease_owner=None,
            lease_until=None,
        )
    )
    return closed.rowcount == 1


def _waits(request_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        approval_request.c.id == request_id,
        approval_request.c.state == str(ApprovalState.ASKED),
    )


async def claim_due(
    tx: Transaction, owner: str, now: datetime, until: datetime
) -> ApprovalRequest | None:
    """The request that is due for longest, to expire or to be carried out, and is nobody's."""
    free = or_(approval_request.c.lease_until.is_(None), approval_request.c.lease_until <= now)
    due = (
        select(approval_request.c.id)
        .where(approval_request.c.next_at <= now, free, _OPEN)
        .order_by(approval_request.c.next_at)
        .limit(1)
    )
    request_id = await tx.scalar(skip_locked(due))
    if request_id is None:
        return None
    await change(tx, request_id, lease_owner=owner, lease_until=until)
    return await by_id(tx, request_id)


async def next_due(tx: Transaction) -> datetime | None:
    """When a request is due next, or comes free of its lease."""
    leased = approval_request.c.lease_until > approval_request.c.next_at
    due_at = case((leased, approval_request.c.lease_until), else_=approval_request.c.next_at)
    due: datetime | None = await tx.scalar(select(func.min(due_at, type_=Instant)).where(_OPEN))
    return due


async def hold(tx: Transaction, request_id: int, owner: str, until: datetime) -> bool:
    """Renew the lease of a request; false for who has lost it."""
    held = await tx.execute(
        update(approval_request).where(*_held(request_id, owner)).values(lease_until=until)
    )
    return held.rowcount == 1


async def settle(tx: Transaction, request_id: int, owner: str, **values: Any) -> bool:
    """Write what has become of an approved request, and give it back; false for who has lost it."""
    settled = await tx.execute(
        update(approval_request)
        .where(*_held(request_id, owner), approval_request.c.state == str(ApprovalState.APPROVED))
        .values(lease_owner=None, lease_until=None, **values)
    )
    return settled.rowcount == 1


def _held(request_id: int, owner: str) -> tuple[ColumnElement[bool], ...]:
    return (
        approval_request.c.id == request_id,
        approval_request.c.lease_owner == owner,
        _OPEN,
    )
