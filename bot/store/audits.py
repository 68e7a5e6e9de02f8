"""The audit: rows are only ever added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select

from bot.domain.audit import PRESSED, SCHEDULER, AuditRow
from bot.store.schema import audit, campaign
from bot.store.statements import of_columns
from bot.store.transaction import Transaction

# Every deed writes one, and to build a statement takes as long as to run it.
_ROW = insert(audit)


async def add(tx: Transaction, **values: Any) -> None:
    """Write one row; the columns of :data:`bot.store.schema.audit`."""
    await tx.execute(_ROW, of_columns(audit, values))


async def last_press(tx: Transaction) -> tuple[datetime, int | None] | None:
    """When a button that tries the way to Slack and back was pressed last, and the milliseconds."""
    query = select(audit.c.at, audit.c.detail).where(audit.c.action == PRESSED)
    row = (await tx.execute(query.order_by(audit.c.id.desc()).limit(1))).one_or_none()
    return None if row is None else (row.at, (row.detail or {}).get("ms"))


async def add_own(tx: Transaction, at: datetime, action: str, outcome: str, **values: Any) -> None:
    """Write down what the scheduler did, in the transaction of the deed; nobody pressed for it."""
    await add(tx, at=at, actor=SCHEDULER, action=action, outcome=outcome, **values)


async def page(
    tx: Transaction, campaign_id: int | None, before: int | None, limit: int
) -> list[AuditRow]:
    """The newest rows before an id, newest first; of one campaign, if it is given."""
    query = select(audit, campaign.c.name).outerjoin(campaign, campaign.c.id == audit.c.campaign_id)
    if campaign_id is not None:
        query = query.where(audit.c.campaign_id == campaign_id)
    if before is not None:
        query = query.where(audit.c.id < before)
    return [_row(row) for row in await tx.execute(query.order_by(audit.c.id.desc()).limit(limit))]


def _row(row: Row[Any]) -> AuditRow:
    return AuditRow(
        id=row.id,
        at=row.at,
        actor=row.actor,
        channel_id=row.channel_id,
        action=row.action,
        campaign=row.name,
        people=row.people,
        outcome=row.outcome,
        request_id=row.request_id,
        detail=row.detail or {},
    )
