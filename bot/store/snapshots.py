"""Snapshots of call jobs: what is remembered of them, and a page of changes written at once.

The tally of a campaign is kept in the same transaction, so that it always tells the sums of its
call jobs. Whoever writes holds the campaign's lease or lock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, bindparam, literal_column, select

from bot.domain.forgetting import PSEUDONYM
from bot.domain.transitions import Known
from bot.store import contacts
from bot.store.bulk import insert_new_of_many, update_many
from bot.store.schema import call_job, job_tally
from bot.store.statements import insert_into, json_array, one_of, reading_much
from bot.store.transaction import Transaction

PAGE = 1_000
"""Rows that are compared and written at a time: the loop stands still for 20 ms at most."""

# In the very words of the partial index, or a database would not use it.
IS_OPEN = call_job.c.outcome == literal_column("'open'")


def open_of(campaign_id: int) -> tuple[ColumnElement[bool], ...]:
    """The open call jobs of a campaign, by the index that holds no others.

    Any ID comes after the empty text. Without it SQLite may take another index that begins with
    the campaign, and go through all that ever finished.
    """
    return call_job.c.campaign_id == campaign_id, IS_OPEN, call_job.c.job_id > ""


Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Remembered:
    """The last snapshot of a call job, as far as the next one is compared with it."""

    status: str
    attempts: int
    talk_seconds: int = 0
    canceled_by: str | None = None
    is_forgotten: bool = False

    @property
    def known(self) -> Known:
        """What the rules of transitions compare."""
        return self.status, self.attempts


class Overtaken(Exception):
    """Somebody else stored one of the new call jobs meanwhile: roll back, and compare again."""


async def remembered(
    tx: Transaction, campaign_id: int, job_ids: Sequence[str]
) -> dict[str, Remembered]:
    """What is known of these call jobs, by id; those never heard of are left out."""
    query = select(
        call_job.c.job_id,
        call_job.c.status,
        call_job.c.attempts,
        call_job.c.talk_seconds,
        call_job.c.canceled_by,
        call_job.c.phone.startswith(PSEUDONYM),
    ).where(call_job.c.campaign_id == campaign_id, one_of(tx, call_job.c.job_id, job_ids))
    rows = (await tx.execute(reading_much(query))).all()
    return {row[0]: Remembered(*row[1:]) for row in rows}


async def open_after(
    tx: Transaction, campaign_id: int, job_id: str, limit: int
) -> dict[str, Known]:
    """A page of open call jobs in the order of their ids, beginning after this id."""
    wanted = {"wanted": campaign_id, "after": job_id, "most": limit}
    found = (await tx.execute(_open_page(tx.dialect.name), wanted)).one()
    ids, statuses, attempts = (orjson.loads(column or "[]") for column in found)
    return dict(zip(ids, zip(statuses, attempts, strict=True), strict=True))


@cache
def _open_page(dialect: str) -> Select[str, str, str]:
    """The page as three texts: as rows it would cost the loop's thread three times as much."""
    rows = (
        select(call_job.c.job_id, call_job.c.status, call_job.c.attempts)
        .where(
            call_job.c.campaign_id == bindparam("wanted"),
            IS_OPEN,
            call_job.c.job_id > bindparam("after"),
        )
        .order_by(call_job.c.job_id)
        .limit(bindparam("most"))
        .subquery()
    )
    gathered = select(
        json_array(dialect, rows.c.job_id),
        json_array(dialect, rows.c.status),
        json_array(dialect, rows.c.attempts),
    )
    return reading_much(gathered)


async def write(
    tx: Transaction,
    campaign_id: int,
    *,
    new: Sequence[Values],
    changed: Sequence[Values],
    before: Mapping[str, Remembered],
) -> None:
    """Store new and changed call jobs, and keep the tally. ``before`` has the changed ones.

    All rows have the same columns: ``job_id``, ``status``, ``attempts`` and ``talk_seconds`` among
    them. Raises :class:`Overtaken`.
    """
    if new:
        await contacts.add(tx, campaign_id, [row["phone"] for row in new])
    if await insert_new_of_many(tx, call_job, _of_campaign(campaign_id, new)) != len(new):
        raise Overtaken
    await update_many(
        tx, call_job, _of_campaign(campaign_id, changed), key=("campaign_id", "job_id")
    )
    await _keep_tally(tx, campaign_id, [*new, *changed], before)


def _of_campaign(campaign_id: int, rows: Iterable[Values]) -> list[Values]:
    return [{"campaign_id": campaign_id, **row} for row in rows]


async def _keep_tally(
    tx: Transaction, campaign_id: int, rows: Sequence[Values], before: Mapping[str, Remembered]
) -> None:
    sums: dict[str, Counter[str]] = {}
    for row in rows:
        added = sums.setdefault(row["status"], Counter())
        _add(added, row["talk_seconds"], row["attempts"], 1)
        if (was := before.get(row["job_id"])) is not None:
            _add(sums.setdefault(was.status, Counter()), -was.talk_seconds, -was.attempts, -1)
    for status in sorted(sums):
        await _add_to_tally(tx, campaign_id, status, sums[status])


def _add(sums: Counter[str], talk_seconds: int, attempts: int, jobs: int) -> None:
    sums["talk_seconds"] += talk_seconds
    sums["attempts"] += attempts
    sums["jobs"] += jobs


async def _add_to_tally(
    tx: Transaction, campaign_id: int, status: str, sums: Mapping[str, int]
) -> None:
    names = ("jobs", "talk_seconds", "attempts")
    values = {name: sums[name] for name in names}
    insert = insert_into(tx, job_tally).values(campaign_id=campaign_id, status=status, **values)
    grown = {name: job_tally.c[name] + insert.excluded[name] for name in names}
    await tx.execute(
        insert.on_conflict_do_update(index_elements=["campaign_id", "status"], set_=grown)
    )
