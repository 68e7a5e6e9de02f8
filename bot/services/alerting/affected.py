"""The call jobs that an alert is about, with their numbers masked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.domain.alerts import Affected
from bot.domain.incidents import Event
from bot.domain.phones import mask
from bot.store import incidents
from bot.store.transaction import Transaction


async def sample_of(
    tx: Transaction, campaign_id: int, events: Sequence[Event]
) -> tuple[Affected, ...]:
    """A few call jobs to look at; one whose data has been forgotten meanwhile is left out."""
    phones = await incidents.phones(tx, campaign_id, [one.job_id for one in events if one.job_id])
    return tuple(
        Affected(one.job_id, mask(phones[one.job_id]), one.reason)
        for one in events
        if one.job_id is not None and one.job_id in phones
    )


async def page_of(
    tx: Transaction,
    campaign_id: int,
    after: int,
    up_to: int,
    statuses: Collection[str],
    limit: int,
) -> tuple[tuple[Affected, ...], int | None]:
    """A page of them in order, and the transition after which the next page begins, if any."""
    found = await incidents.affected(
        tx, campaign_id, after=after, up_to=up_to, statuses=statuses, limit=limit + 1
    )
    page = tuple(Affected(job_id, mask(phone), word) for _, job_id, phone, word in found[:limit])
    return page, found[limit - 1][0] if len(found) > limit else None
