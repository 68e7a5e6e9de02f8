"""Transitions: changes of state, recorded once with the snapshot that they came from.

Of a call job the words are its statuses. Of a campaign ``after`` is what happened to it: the last
part of a :class:`bot.domain.incidents.CampaignReason`, or another word that is no alert.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.domain.transitions import Transition
from bot.store.bulk import insert_new_of_many
from bot.store.schema import transition
from bot.store.transaction import Transaction

JOB, CAMPAIGN = "job", "campaign"


@dataclass(frozen=True, slots=True)
class Recorded:
    """One recorded transition; ``job_id`` is ``None`` where ``kind`` is the campaign."""

    id: int
    kind: str
    job_id: str | None
    before: str | None
    after: str
    actor: str | None
    happened_at: datetime | None
    recorded_at: datetime


async def record_jobs(
    tx: Transaction, campaign_id: int, found: Iterable[Transition], now: datetime
) -> int:
    """Record what became of call jobs; how many of that were new.

    The caller holds the campaign's lease or lock in this transaction.
    """
    rows = [
        {
            "key": one.key,
            "campaign_id": campaign_id,
            "kind": JOB,
            "job_id": one.job_id,
            "before": one.before,
            "after": one.status,
            "actor": one.by,
            "happened_at": one.at,
            "recorded_at": now,
        }
        for one in found
    ]
    return await insert_new_of_many(tx, transition, rows)


async def record_campaign(
    tx: Transaction,
    campaign_id: int,
    what: str,
    *,
    mark: str,
    before: str | None,
    now: datetime,
) -> bool:
    """Record what happened to a campaign; whether it was new. ``mark`` tells one from the next.

    The caller holds the campaign's lease or lock in this transaction.
    """
    row = {
        "key": f"{campaign_id}:campaign:{what}:{mark}",
        "campaign_id": campaign_id,
        "kind": CAMPAIGN,
        "before": before,
        "after": what,
        "happened_at": now,
        "recorded_at": now,
    }
    return await insert_new_of_many(tx, transition, [row]) == 1


async def after(tx: Transaction, campaign_id: int, cursor: int, limit: int) -> list[Recorded]:
    """The transitions of a campaign that come after a cursor, oldest first."""
    columns = [transition.c[name] for name in Recorded.__slots__]
    query = (
        select(*columns)
        .where(transition.c.campaign_id == campaign_id, transition.c.id > cursor)
        .order_by(transition.c.id)
        .limit(limit)
    )
    return [Recorded(*row) for row in await tx.execute(query)]
