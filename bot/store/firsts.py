"""Which of the first steps were taken."""

from __future__ import annotations

from sqlalchemy import Select, Table, select

from bot.domain.audit import PRESSED
from bot.domain.home import FirstSteps
from bot.domain.people import CONSOLE
from bot.store.schema import audit, batch, campaign, schedule
from bot.store.transaction import Transaction


async def done(tx: Transaction) -> FirstSteps:
    """Look at each table once.

    A campaign that was connected by a form proves what the button would: only where there is none
    is the audit looked through, which is short then.
    """
    by_form = _one(campaign).where(campaign.c.connected_by != CONSOLE)
    return FirstSteps(
        pressed=await _any(tx, by_form) or await _any(tx, _one(audit).where(_IS_PRESS)),
        campaign=await _any(tx, _one(campaign)),
        batch=await _any(tx, _one(batch).where(batch.c.confirmed_at.is_not(None))),
        digest=await _any(tx, _one(schedule).where(schedule.c.kind == "digest")),
    )


_IS_PRESS = audit.c.action == PRESSED


def _one(table: Table) -> Select[tuple[int]]:
    return select(table.c.id).limit(1)


async def _any(tx: Transaction, query: Select[tuple[int]]) -> bool:
    return await tx.scalar(query) is not None
