"""Waits until everything has come to rest, and says what has not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from sqlalchemy import Select, func, select

from bot.domain.batches import ON_THE_WAY, BatchState
from bot.store.control import OPEN_STATES
from bot.store.due_posts import OPEN
from bot.store.schema import (
    batch,
    call_job,
    campaign,
    campaign_channel,
    chunk,
    control_request,
    incident,
    post,
    schedule,
    transition,
)
from bot.store.transaction import Transaction
from tests.torture.stage import Stage

_LINE_SECONDS = 15.0
_MOVING = (BatchState.CONFIRMED, BatchState.SENDING, BatchState.UNDOING)


async def until_quiet(stage: Stage) -> list[str]:
    """Nothing if all came to rest within the plan's patience; else what still moves."""
    deadline = time.monotonic() + stage.plan.patience
    looks, next_line = 0, 0.0
    while True:
        moving = await still_moving(stage)
        looks = 0 if moving else looks + 1
        if looks == 2 or time.monotonic() > deadline:
            return moving
        if time.monotonic() > next_line:
            stage.say("; ".join(moving) or "at rest")
            next_line = time.monotonic() + _LINE_SECONDS
        await asyncio.sleep(0.5)


async def still_moving(stage: Stage) -> list[str]:
    """What is not at rest, in words."""
    async with stage.db.read() as tx:
        return [line async for line in _moving(tx, stage)]


async def _moving(tx: Transaction, stage: Stage) -> AsyncIterator[str]:
    for name, query in _queries().items():
        if count := await tx.scalar(query):
            yield f"{name}: {count}"
    for incident_id, counts in (await tx.execute(select(incident.c.id, incident.c.counts))).all():
        if counts["untold"]:
            yield f"incident {incident_id} has something untold"
    for one in stage.campaigns:
        ledger = stage.calls.gateway.platform.campaigns[one.host.id].ledger
        if ledger.open:
            yield f"{one.name} has {len(ledger.open)} open call jobs at its host"
        seen = await tx.scalar(_finished_of(one.name))
        if seen != len(ledger.finished):
            yield f"{one.name}: {len(ledger.finished)} call jobs have ended, {seen} are known to"


def _queries() -> dict[str, Select[tuple[int]]]:
    count = select(func.count())
    newest = (
        select(func.max(transition.c.id))
        .where(transition.c.campaign_id == campaign_channel.c.campaign_id)
        .scalar_subquery()
    )
    return {
        "posts on their way": count.select_from(post).where(post.c.state.in_(OPEN)),
        "chunks on their way": count.select_from(chunk).where(
            chunk.c.state.in_([str(one) for one in ON_THE_WAY])
        ),
        "batches on their way": count.select_from(batch).where(
            batch.c.state.in_([str(one) for one in _MOVING])
        ),
        "controls without an ending": count.select_from(control_request).where(
            control_request.c.state.in_(OPEN_STATES)
        ),
        "channels that have not taken every transition in": count.select_from(
            campaign_channel
        ).where(campaign_channel.c.alert_cursor < newest),
        "digests that are due": count.select_from(schedule).where(
            schedule.c.next_at <= datetime.now(UTC), schedule.c.off_at.is_(None)
        ),
    }


def _finished_of(name: str) -> Select[tuple[int]]:
    mine = select(campaign.c.id).where(campaign.c.name == name).scalar_subquery()
    return select(func.count()).where(
        call_job.c.campaign_id == mine, call_job.c.finished_at.is_not(None)
    )
