"""Automatic pauses of campaigns: at most one of each stands at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, insert, not_, select, true, update

from bot.domain.automatic_pause import AutomaticPause, Evidence
from bot.domain.outcomes import Outcome
from bot.store import campaigns, cards, outbox
from bot.store.outbox import NewPost, Priority
from bot.store.schema import automatic_pause, call_job, campaign_channel, post
from bot.store.transaction import Transaction

AUTOMATIC_PAUSE = "automatic_pause"
"""What the messages about them are rendered by."""

# Each press asks this, and to build a statement takes as long as to run it.
_LATEST = (
    select(automatic_pause)
    .where(automatic_pause.c.campaign_id == bindparam("of_campaign"))
    .order_by(automatic_pause.c.id.desc())
    .limit(1)
)


def _pause(row: Row[Any]) -> AutomaticPause:
    evidence = Evidence(**row.evidence)
    return AutomaticPause(
        row.id, row.campaign_id, row.paused_at, evidence, row.ended_at, row.ended_by
    )


async def _one(
    tx: Transaction, query: Select[Any], given: Mapping[str, Any] | None = None
) -> AutomaticPause | None:
    row = (await tx.execute(query, given)).one_or_none()
    return None if row is None else _pause(row)


async def by_id(tx: Transaction, pause_id: int) -> AutomaticPause | None:
    """The pause with that id."""
    return await _one(tx, select(automatic_pause).where(automatic_pause.c.id == pause_id))


async def latest(tx: Transaction, campaign_id: int) -> AutomaticPause | None:
    """The last one of a campaign, whether it stands or not."""
    return await _one(tx, _LATEST, {"of_campaign": campaign_id})


async def standing(tx: Transaction, campaign_id: int) -> AutomaticPause | None:
    """The one that a person has to end."""
    found = await latest(tx, campaign_id)
    return found if found is not None and found.stands else None


async def finished(
    tx: Transaction, campaign_id: int, since: datetime, seen_after: datetime | None = None
) -> dict[str, int]:
    """The call jobs that finished since, by the host's clock and by status; not those that
    somebody has canceled here.

    ``seen_after`` leaves out those that were known to have finished by then: the host tells its
    clock by the second only, and a person may press Resume within one.
    """
    canceled_here = and_(
        call_job.c.outcome == str(Outcome.CANCELED), call_job.c.canceled_by.is_not(None)
    )
    query = (
        select(call_job.c.status, func.count())
        .where(
            call_job.c.campaign_id == campaign_id,
            call_job.c.finished_at >= since,
            not_(canceled_here),
            true() if seen_after is None else call_job.c.seen_at > seen_after,
        )
        .group_by(call_job.c.status)
    )
    return {row[0]: int(row[1]) for row in await tx.execute(query)}


async def begin(tx: Transaction, campaign_id: int, evidence: Evidence, now: datetime) -> int:
    """Write down a crossing, and tell of it; the caller holds the campaign, which has none."""
    values = {"campaign_id": campaign_id, "paused_at": now, "evidence": evidence.to_wire()}
    made = await tx.execute(
        insert(automatic_pause).values(**values).returning(automatic_pause.c.id)
    )
    pause_id = int(made.scalar_one())
    for channel_id in await _hearing(tx, campaign_id):
        await outbox.put(tx, _message(pause_id, campaign_id, channel_id, now), now)
    return pause_id


async def _hearing(tx: Transaction, campaign_id: int) -> list[str]:
    """The channels with alerts; where none has them on, all: somebody has to hear of it."""
    query = select(campaign_channel.c.channel_id, campaign_channel.c.alerts_since).where(
        campaign_channel.c.campaign_id == campaign_id
    )
    every = (await tx.execute(query.order_by(campaign_channel.c.channel_id))).all()
    hearing = [row.channel_id for row in every if row.alerts_since is not None]
    return hearing or [row.channel_id for row in every]


def _message(pause_id: int, campaign_id: int, channel_id: str, now: datetime) -> NewPost:
    return NewPost(
        key=f"{AUTOMATIC_PAUSE}:{pause_id}:{channel_id}",
        channel_id=channel_id,
        campaign_id=campaign_id,
        render=AUTOMATIC_PAUSE,
        subject_id=pause_id,
        priority=Priority.STATE,
        happened_at=now,
    )


async def end(tx: Transaction, campaign_id: int, now: datetime, by: str | None) -> bool:
    """A campaign was resumed, or is over: its pause stands no more; false where none did.

    The caller holds the campaign, so that none begins meanwhile.
    """
    pause = await standing(tx, campaign_id)
    if pause is None:
        return False
    await tx.execute(
        update(automatic_pause)
        .where(automatic_pause.c.id == pause.id, automatic_pause.c.ended_at.is_(None))
        .values(ended_at=now, ended_by=by)
    )
    await show_anew(tx, pause, now)
    return True


async def show_anew(tx: Transaction, pause: AutomaticPause, now: datetime) -> None:
    """Ask that the messages about a pause, and the cards, be drawn as things are now."""
    # Whoever writes posts of a campaign takes the campaign first.
    await campaigns.lock(tx, pause.campaign_id)
    await cards.touch(tx, pause.campaign_id, Priority.STATE, now)
    of_pause = {"of_campaign": pause.campaign_id, "of_pause": pause.id}
    await outbox.put_edits(tx, _TOLD, of_pause, Priority.STATE, now)


_TOLD = select(post.c.id).where(
    post.c.campaign_id == bindparam("of_campaign"),
    post.c.render == AUTOMATIC_PAUSE,
    post.c.subject_id == bindparam("of_pause"),
    post.c.kind == "message",
)
