"""The digests of a channel as people see them: numbered, each with its next runs."""

from __future__ import annotations

from datetime import datetime

from bot.domain.cadence import Cadence, upcoming, zone_of
from bot.domain.digest_orders import StandingOrder
from bot.store import campaigns, schedules
from bot.store.schedules import Schedule
from bot.store.transaction import Transaction

_SHOWN_RUNS = 3


async def standing_orders(tx: Transaction, channel_id: str, now: datetime) -> list[StandingOrder]:
    """The live digests; one whose campaign has left the channel ends at its next time."""
    names = {one.id: one.name for one in await campaigns.in_channel(tx, channel_id)}
    live = [
        one
        for one in await schedules.digests_of(tx, channel_id)
        if one.campaign_id is None or one.campaign_id in names
    ]
    return [_standing(number, one, names, now) for number, one in enumerate(live, 1)]


def _standing(number: int, one: Schedule, names: dict[int, str], now: datetime) -> StandingOrder:
    zone, cadence = one.zone or "UTC", one.cadence or Cadence("daily")
    following = upcoming(cadence, zone_of(zone), max(now, one.next_at), _SHOWN_RUNS - 1)
    return StandingOrder(
        number=number,
        schedule_id=one.id,
        campaign=None if one.campaign_id is None else names[one.campaign_id],
        cadence=cadence,
        zone=zone,
        next_runs=(one.next_at, *following),
        created_by=one.created_by,
    )
