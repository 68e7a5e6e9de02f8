"""Runs of schedules: that a due time ran, and up to where its figures reached."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from bot.domain.digest_orders import of_ms, to_ms
from bot.domain.periods import Period
from bot.store.schema import schedule_run
from bot.store.statements import insert_if_new
from bot.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Run:
    """One run, and what its figures covered, by campaign: where they end the next ones begin."""

    due_at: datetime
    ran_at: datetime
    periods: Mapping[int, Period]


def _run(row: Row[Any]) -> Run:
    ends = (row.figures or {}).get("periods", {})
    periods = {int(one): Period(*map(of_ms, at)) for one, at in ends.items()}
    return Run(row.due_at, row.ran_at, periods)


async def record(
    tx: Transaction,
    schedule_id: int,
    due_at: datetime,
    ran_at: datetime,
    periods: Mapping[int, Period],
) -> bool:
    """Record that a due time runs; false if it ran before."""
    ends = {str(one): [to_ms(at.since), to_ms(at.until)] for one, at in periods.items()}
    values = {
        "schedule_id": schedule_id,
        "due_at": due_at,
        "ran_at": ran_at,
        "figures": {"periods": ends},
    }
    return (await tx.execute(insert_if_new(tx, schedule_run, values))).rowcount == 1


async def ran_after(tx: Transaction, schedule_id: int, at: datetime) -> list[datetime]:
    """The due times later than an instant that ran already, the first of them first."""
    query = (
        select(schedule_run.c.due_at)
        .where(schedule_run.c.schedule_id == schedule_id, schedule_run.c.due_at > at)
        .order_by(schedule_run.c.due_at)
    )
    return list((await tx.scalars(query)).all())


async def redate(tx: Transaction, schedule_id: int, due_at: datetime, to: datetime) -> None:
    """Let a run that a wrong clock dated stand for another instant, so that it is no run of a time
    that is still to come."""
    where = (schedule_run.c.schedule_id == schedule_id) & (schedule_run.c.due_at == due_at)
    await tx.execute(update(schedule_run).where(where).values(due_at=to, ran_at=to))


async def last(tx: Transaction, schedule_id: int) -> Run | None:
    """The last run of a schedule."""
    query = (
        select(schedule_run)
        .where(schedule_run.c.schedule_id == schedule_id)
        .order_by(schedule_run.c.due_at.desc())
        .limit(1)
    )
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else _run(row)


async def last_of_each(tx: Transaction, schedule_ids: Collection[int]) -> list[Run]:
    """The last run of each of these schedules that ever ran."""
    found = [await last(tx, one) for one in schedule_ids]
    return [run for run in found if run is not None]
