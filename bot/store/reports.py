"""What reports read of the call jobs: figures of a period by SQL, and rows in pages by key."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import orjson
from sqlalchemy import BigInteger, Select, Text, bindparam, cast, func, select, type_coerce

from bot.domain.periods import Period
from bot.domain.summary import StatusCount
from bot.store.schema import batch, call_job, chunk
from bot.store.statements import json_array, reading_much
from bot.store.transaction import Transaction

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_FIGURES = (
    func.count(),
    func.coalesce(func.sum(call_job.c.talk_seconds), 0),
    func.coalesce(func.sum(call_job.c.attempts), 0),
)


@dataclass(frozen=True, slots=True)
class StoredJob:
    """A call job as it was last seen. Its repr shows no number and nothing that the script said."""

    campaign_id: int
    job_id: str
    phone: str = field(repr=False)
    status: str
    attempts: int
    talk_seconds: int
    created_at: datetime | None
    finished_at: datetime | None
    report_data: dict[str, Any] | None = field(repr=False)
    canceled_by: str | None


async def finished_in(tx: Transaction, campaign_id: int, period: Period) -> list[StatusCount]:
    """The call jobs that finished in a period, by status."""
    query = select(call_job.c.status, *_FIGURES).where(*_in(campaign_id, period))
    rows = await tx.execute(reading_much(query).group_by(call_job.c.status))
    return [StatusCount(*row) for row in rows]


async def finished_by_time(
    tx: Transaction, campaign_id: int, period: Period, grain: timedelta
) -> list[tuple[datetime, StatusCount]]:
    """The same in stretches of ``grain``, each with the instant that it begins at."""
    size = grain // _MILLISECOND
    stretch = (type_coerce(call_job.c.finished_at, BigInteger) // size).label("stretch")
    query = select(stretch, call_job.c.status, *_FIGURES).where(*_in(campaign_id, period))
    rows = await tx.execute(reading_much(query).group_by("stretch", call_job.c.status))
    return [(_EPOCH + row[0] * grain, StatusCount(*row[1:])) for row in rows]


def _in(campaign_id: int, period: Period) -> tuple[Any, ...]:
    return (
        call_job.c.campaign_id == campaign_id,
        call_job.c.finished_at >= period.since,
        call_job.c.finished_at < period.until,
    )


async def newest_finish(tx: Transaction, campaign_id: int) -> datetime | None:
    """When the last call job of a campaign finished, of those that are stored."""
    query = select(func.max(call_job.c.finished_at)).where(
        call_job.c.campaign_id == campaign_id, call_job.c.finished_at.is_not(None)
    )
    at: datetime | None = await tx.scalar(query)
    return at


async def added_in(tx: Transaction, campaign_id: int, period: Period) -> int:
    """How many call jobs were added here in a period."""
    query = (
        select(func.coalesce(func.sum(chunk.c.rows), 0))
        .select_from(chunk.join(batch, batch.c.id == chunk.c.batch_id))
        .where(
            batch.c.campaign_id == campaign_id,
            chunk.c.state == "sent",
            chunk.c.sent_at >= period.since,
            chunk.c.sent_at < period.until,
        )
    )
    return int(await tx.scalar(query) or 0)


_FILE_COLUMNS = (
    *(call_job.c[name] for name in ("job_id", "phone", "status", "attempts", "talk_seconds")),
    *(type_coerce(call_job.c[name], BigInteger) for name in ("created_at", "finished_at")),
    *(call_job.c[name] for name in ("redial_number", "tag_name")),
)


@dataclass(frozen=True, slots=True)
class FilePage:
    """Call jobs as files show them, by columns: ID, phone, status, attempts, seconds of talk,
    creation and finish in milliseconds since 1970, redial number, tag; and ``reportData`` with its
    keys in the script's order. ``last`` is the ID to go on after. Made for a million of them: no
    instants, no names, no rows."""

    last: str
    columns: Sequence[Sequence[Any]] = field(repr=False)
    data: Sequence[dict[str, Any] | None] = field(repr=False)

    def __len__(self) -> int:
        return len(self.data)


async def file_page(tx: Transaction, campaign_id: int, after: str, limit: int) -> FilePage:
    """The next call jobs by ID, after the one with this ID; an empty text begins."""
    wanted = {"wanted": campaign_id, "after": after, "most": limit}
    last, *columns, data = (await tx.execute(_paging(tx.dialect.name), wanted)).one()
    read = [orjson.loads(column or "[]") for column in columns]
    return FilePage(last or "", read, orjson.loads(f"[{data or ''}]"))


@cache
def _paging(dialect: str) -> Select[*tuple[Any, ...]]:
    """A page as a text for each column: as rows they would cost twice as much."""
    rows = (
        select(*_FILE_COLUMNS, cast(call_job.c.report_data, Text).label("data"))
        .where(
            call_job.c.campaign_id == bindparam("wanted"), call_job.c.job_id > bindparam("after")
        )
        .order_by(call_job.c.job_id)
        .limit(bindparam("most"))
        .subquery()
    )
    *columns, data = rows.c
    # What the script wrote is JSON already.
    written = func.aggregate_strings(func.coalesce(data, "null"), ",")
    gathered = (json_array(dialect, column) for column in columns)
    return reading_much(select(func.max(rows.c.job_id), *gathered, written))


_JOB_COLUMNS = tuple(call_job.c[name] for name in StoredJob.__slots__)


async def of_phones(
    tx: Transaction, campaign_ids: Collection[int], phones: Collection[str], limit: int
) -> list[StoredJob]:
    """The newest call jobs of these numbers in these campaigns."""
    query = (
        select(*_JOB_COLUMNS)
        .where(call_job.c.phone.in_(phones), call_job.c.campaign_id.in_(campaign_ids))
        .order_by(call_job.c.created_at.desc())
        .limit(limit)
    )
    return [StoredJob(*row) for row in await tx.execute(query)]


async def of_ids(tx: Transaction, campaign_id: int, job_ids: Collection[str]) -> list[StoredJob]:
    """The call jobs with these IDs, those that are known."""
    query = select(*_JOB_COLUMNS).where(
        call_job.c.campaign_id == campaign_id, call_job.c.job_id.in_(job_ids)
    )
    return [StoredJob(*row) for row in await tx.execute(query)]
