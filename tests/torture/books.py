"""What the bot has written down, read once when the day is over."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from bot.domain.batches import ChunkState
from bot.store import Database
from bot.store.schema import (
    batch,
    batch_row,
    campaign,
    chunk,
    control_request,
    incident,
    post,
    schedule_run,
    transition,
)
from bot.store.transaction import Transaction

_NOT_SENT = (str(ChunkState.UNKNOWN), str(ChunkState.HALTED))


@dataclass(slots=True)
class CampaignBook:
    """One campaign: ``unsettled`` rows are in chunks that wait for a person."""

    id: int
    confirmed: dict[str, str | None] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    unsettled: set[str] = field(default_factory=set)
    transitions: Counter[tuple[str, str]] = field(default_factory=Counter)
    happened: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    incident_posts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Books:
    """``runs`` are the due times that ran, by schedule; ``posts`` are rows by key."""

    campaigns: dict[str, CampaignBook]
    posts: dict[str, Row[Any]]
    runs: dict[int, list[datetime]]
    controls: Counter[str]


async def read(db: Database) -> Books:
    """All of it."""
    async with db.read() as tx:
        rows = (await tx.execute(select(campaign.c.id, campaign.c.name))).all()
        kept = {row.name: CampaignBook(row.id) for row in rows}
        by_id = {one.id: one for one in kept.values()}
        await _read_rows(tx, by_id)
        await _read_transitions(tx, by_id)
        posts = {row.key: row for row in await tx.execute(select(post))}
        controls = Counter(await _column(tx, select(control_request.c.state)))
        return Books(kept, posts, await _read_runs(tx), controls)


async def _read_rows(tx: Transaction, books: dict[int, CampaignBook]) -> None:
    unsettled = defaultdict(list)
    for row in await tx.execute(select(chunk).where(chunk.c.state.in_(_NOT_SENT))):
        unsettled[row.batch_id].append(range(row.first_position, row.last_position + 1))
    confirmed = (
        select(batch_row, batch.c.campaign_id)
        .join(batch, batch.c.id == batch_row.c.batch_id)
        .where(batch.c.confirmed_at.is_not(None), batch_row.c.state != "held")
    )
    for row in await tx.execute(confirmed):
        book = books[row.campaign_id]
        book.confirmed[row.phone] = row.job_id
        if row.state == "refused":
            book.refused.append(row.phone)
        if row.job_id is None and any(row.position in span for span in unsettled[row.batch_id]):
            book.unsettled.add(row.phone)


async def _read_transitions(tx: Transaction, books: dict[int, CampaignBook]) -> None:
    for row in await tx.execute(select(transition)):
        if row.kind == "job":
            books[row.campaign_id].transitions[row.job_id, row.after] += 1
        else:
            books[row.campaign_id].happened[f"campaign.{row.after}"] += 1
    for row in await tx.execute(select(incident)):
        book = books[row.campaign_id]
        for reason, _, events in row.counts["told"]:
            book.told[reason] += events
        if row.post_id is not None:
            book.incident_posts[row.post_id] = sum(one[2] for one in row.counts["told"])


async def _read_runs(tx: Transaction) -> dict[int, list[datetime]]:
    runs: dict[int, list[datetime]] = {}
    for row in await tx.execute(select(schedule_run.c.schedule_id, schedule_run.c.due_at)):
        runs.setdefault(row.schedule_id, []).append(row.due_at)
    return runs


async def _column(tx: Transaction, query: Any) -> Iterable[str]:
    return (await tx.scalars(query)).all()
