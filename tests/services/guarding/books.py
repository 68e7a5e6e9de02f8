"""What the books hold before a story about limits begins."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.domain.campaigns import Campaign
from bot.domain.rules import Rules
from bot.store import rules
from bot.store.schema import call_job
from tests.shops import ADMIN, Shop


async def hold_to(shop: Shop, campaign: Campaign, **wanted: Any) -> None:
    """Set the rules of a campaign."""
    async with shop.desk.db.begin() as tx:
        await rules.put(tx, campaign.id, Rules(**wanted), shop.clock.now(), ADMIN.user_id)


async def called(
    shop: Shop, campaign: Campaign, phone: str, at: datetime | None = None, **more: Any
) -> None:
    """A call job of a number, added at that time: now, and answered, unless it is said else."""
    at = at or shop.clock.now()
    values = {
        "campaign_id": campaign.id,
        "job_id": f"{campaign.id}-{phone}-{at.timestamp()}",
        "phone": phone,
        "status": "longCallWithResult",
        "outcome": "success",
        "attempts": 1,
        "created_at": at,
        "finished_at": at,
        "seen_at": at,
    }
    async with shop.desk.db.begin() as tx:
        await tx.execute(call_job.insert().values(**{**values, **more}))
