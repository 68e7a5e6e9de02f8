"""What a campaign that seems to run is suspected of: silence, and hours that end too soon."""

from __future__ import annotations

from datetime import datetime, tzinfo

from bot.domain import pace, silence, windows
from bot.domain.campaign_state import Word
from bot.domain.campaigns import Campaign
from bot.domain.pace import Pace
from bot.domain.windows import CallingHours
from bot.services.desk import Desk
from bot.services.watching.hours import hours_of
from bot.store import jobs, transitions
from bot.store.transaction import Transaction


class Suspecting:
    """Records suspicions as transitions, each once under its own key."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def record(
        self, tx: Transaction, campaign: Campaign, open_jobs: int, now: datetime
    ) -> int:
        """Record what is newly suspected of a campaign as it was just seen; how much that is.

        A host that cannot tell its state is never suspected of anything.
        """
        if not campaign.state.says(Word.IN_PROGRESS) or not open_jobs:
            return 0
        hours = await hours_of(tx, campaign)
        zones = (campaign.timezone(self._desk.rules.default_zone),)
        since = campaign.state_since or now
        last = max(since, campaign.silence_at or since)
        closes = windows.closes_at(hours, zones, now)
        is_long = now - last >= silence.SHORTEST
        if not is_long and (closes is None or closes - now > silence.SOON):
            return 0
        look = await look_at(tx, campaign, open_jobs, zones, now)
        return await self._store(tx, campaign, silence.suspicions(look, now), now)

    async def _store(
        self,
        tx: Transaction,
        campaign: Campaign,
        found: tuple[silence.Suspicion, ...],
        now: datetime,
    ) -> int:
        recorded = 0
        for one in found:
            what = str(one.reason).removeprefix("campaign.")
            recorded += await transitions.record_campaign(
                tx, campaign.id, what, mark=one.key, before=campaign.state.word, now=now
            )
        return recorded


async def look_at(
    tx: Transaction,
    campaign: Campaign,
    open_jobs: int,
    zones: tuple[tzinfo, ...],
    now: datetime,
) -> silence.Look:
    """What is known of a campaign now, as suspicions are made of it."""
    since, hours = campaign.state_since or now, await hours_of(tx, campaign)
    last = max(since, campaign.silence_at or since)
    return silence.Look(
        state=campaign.state,
        since=since,
        open_jobs=open_jobs,
        last_finish=campaign.silence_at,
        usual=await _usual(tx, campaign, last, hours, zones),
        hours=hours,
        zones=zones,
    )


async def _usual(
    tx: Transaction,
    campaign: Campaign,
    last: datetime,
    hours: CallingHours,
    zones: tuple[tzinfo, ...],
) -> Pace | None:
    """The pace in the hour before the last finish, by the host's clock."""
    end = last + campaign.host_clock
    finished, first = await jobs.called_since(tx, campaign.id, end - pace.WINDOW)
    return pace.measure(finished, first, end, hours, zones)
