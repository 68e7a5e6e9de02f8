"""What reports read of the call jobs: figures of a period by SQL, and rows in pages by key."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from typing import cast as cast_to

from sqlalchemy import BigInteger, Text, cast, func, select, type_coerce

from bot.domain.periods import Period
from bot.domain.summary import StatusCount
from bot.store.schema import batch, call_job, chunk
from bot.store.statements import reading_much
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


FileRow = tuple[
    *tuple[str, str, str, int, int],
    *tuple[int | None, int | None, int | None, str | None, str | None],
]
"""A call job as files show it: ID, phone, status, attempts, seconds of talk, creation and finish in
milliseconds since 1970, redial number, tag, and ``reportData`` as JSON text with its keys in the
script's order. Made for a million of them: no instants, no names."""

_FILE_COLUMNS = (
    *(call_job.c[name] for name in ("job_id", "phone", "status", "attempts", "talk_seconds")),
    *(type_coerce(call_job.c[name], BigInteger) for name in ("created_at", "finished_at")),
    *(call_job.c[name] for name in ("redial_number", "tag_name")),
    cast(call_job.c.report_data, Text),
)


async def file_page(tx: Transaction, campaign_id: int, after: str, limit: int) -> Sequence[FileRow]:
    """The next call jobs by ID, after the one with this ID; an empty text begins."""
    query = (
        select(*_FILE_COLUMNS)
        .where(call_job.c.campaign_id == campaign_id, call_job.c.job_id > after)
        .order_by(call_job.c.job_id)
        .limit(limit)
    )
    return cast_to("Sequence[FileRow]", (await tx.execute(reading_much(query))).all())


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
