"""Campaigns that are due to be looked at, claimed by a lease.

``next_at`` is when a campaign is due; whoever wants it looked at sooner sets that to now, during a
look too. A lease that is not renewed runs out, and anybody may take the campaign over: the owner
who slept meanwhile finds out at its next write, which :func:`hold` refuses.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, or_, select, update

from bot.domain.campaigns import Campaign
from bot.store import campaigns
from bot.store.schema import campaign
from bot.store.statements import skip_locked
from bot.store.transaction import Transaction
from bot.store.types import Instant


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to look at a campaign. ``owner`` is another for each claim."""

    campaign_id: int
    owner: str
    due_at: datetime


async def claim(
    tx: Transaction,
    owner: str,
    now: datetime,
    until: datetime,
    busy_hosts: Collection[str] = (),
) -> tuple[Campaign, Lease] | None:
    """The campaign that has been due for longest and is nobody's; of other hosts than these."""
    free = or_(campaign.c.lease_until.is_(None), campaign.c.lease_until <= now)
    query = (
        select(campaign.c.id, campaign.c.next_at)
        .where(campaign.c.next_at <= now, free, *_watched(busy_hosts))
        .order_by(campaign.c.next_at)
        .limit(1)
    )
    due = (await tx.execute(skip_locked(query))).one_or_none()
    if due is None:
        return None
    taken = await tx.execute(
        update(campaign)
        .where(campaign.c.id == due.id, free)
        .values(lease_owner=owner, lease_until=until)
    )
    found = await campaigns.by_id(tx, due.id) if taken.rowcount == 1 else None
    return None if found is None else (found, Lease(due.id, owner, due.next_at))


async def next_due(tx: Transaction, busy_hosts: Collection[str] = ()) -> datetime | None:
    """When a campaign of other hosts than these is due next, and nobody's."""
    leased = campaign.c.lease_until > campaign.c.next_at
    due_at = case((leased, campaign.c.lease_until), else_=campaign.c.next_at)
    query = select(func.min(due_at, type_=Instant)).where(*_watched(busy_hosts))
    due: datetime | None = await tx.scalar(query)
    return due


def _watched(busy_hosts: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    return (
        campaign.c.disconnected_at.is_(None),
        campaign.c.disabled_reason.is_(None),
        campaign.c.host.not_in(busy_hosts),
    )


async def hold(tx: Transaction, lease: Lease, until: datetime) -> bool:
    """Renew a lease, and keep the campaign's row as it is until the transaction ends.

    False if somebody has taken the campaign over, or it was disconnected: then write nothing.
    """
    held = await tx.execute(update(campaign).where(*_held(lease)).values(lease_until=until))
    return held.rowcount == 1


async def release(tx: Transaction, lease: Lease, next_at: datetime | None, **values: Any) -> bool:
    """End a look: when the next one is due, unless somebody has asked for one meanwhile.

    ``values`` are further columns of the campaign. False, and nothing written, as for :func:`hold`.
    """
    as_it_was = campaign.c.next_at == lease.due_at
    ended = await tx.execute(
        update(campaign)
        .where(*_held(lease))
        .values(
            next_at=case((as_it_was, literal(next_at, Instant)), else_=campaign.c.next_at),
            lease_owner=None,
            lease_until=None,
            **values,
        )
    )
    return ended.rowcount == 1


def _held(lease: Lease) -> tuple[ColumnElement[bool], ...]:
    return (
        campaign.c.id == lease.campaign_id,
        campaign.c.lease_owner == lease.owner,
        campaign.c.disconnected_at.is_(None),
    )
