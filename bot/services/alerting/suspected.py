"""What a campaign is suspected of at the moment when its alert is shown, with the figures."""

from __future__ import annotations

from datetime import datetime, tzinfo

from bot.domain.campaigns import Campaign
from bot.domain.incidents import CampaignReason, Incident
from bot.domain.silence import Suspicion, suspicions
from bot.domain.summary import summarise
from bot.services.watching.suspecting import look_at
from bot.store import jobs
from bot.store.transaction import Transaction

_SUSPICIONS = frozenset({CampaignReason.SILENT, CampaignReason.CLOSING})


async def suspected(
    tx: Transaction, campaign: Campaign, incident: Incident, default_zone: tzinfo, now: datetime
) -> tuple[Suspicion, ...]:
    """Those of the incident that hold still; none where it is about something else."""
    reasons = {one.reason for one in incident.counts} & _SUSPICIONS
    if not reasons:
        return ()
    open_jobs = summarise(await jobs.counts(tx, campaign.id), contacts=0).open
    zones = (campaign.timezone(default_zone),)
    look = await look_at(tx, campaign, open_jobs, zones, now)
    return tuple(one for one in suspicions(look, now) if one.reason in reasons)
