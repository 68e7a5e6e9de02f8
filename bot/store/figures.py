"""What a card shows beside the tally of its campaign, in one statement: people wait for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store import batches, jobs, schedules
from bot.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Figures:
    """``finished`` call jobs were called of late, the ``first`` of them then; ``sending`` rows are
    confirmed and not with the host yet; ``policy`` is the newest batch's; ``resumes_at`` is when
    a timed pause ends."""

    finished: int
    first: datetime | None
    sending: int
    policy: Mapping[str, Any]
    resumes_at: datetime | None


_FIGURES = jobs.CALLED.add_columns(
    batches.BEING_SENT.scalar_subquery().label("sending"),
    batches.NEWEST_POLICY.scalar_subquery().label("policy"),
    schedules.RESUME_DETAILS.scalar_subquery().label("resume"),
)


async def of(tx: Transaction, campaign_id: int, since: datetime) -> Figures:
    """A campaign's figures; what was called is counted from ``since`` on."""
    row = (await tx.execute(_FIGURES, {"of_campaign": campaign_id, "since": since})).one()
    return Figures(
        finished=row[0],
        first=row[1],
        sending=int(row.sending),
        policy=row.policy or {},
        resumes_at=schedules.due_by(row.resume) if row.resume else None,
    )
