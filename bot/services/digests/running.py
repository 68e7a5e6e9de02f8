"""Runs the digests that are due: once for each due time, over any number of workers."""

from __future__ import annotations

from datetime import datetime, tzinfo

from bot.domain.alerts import quiet_until
from bot.domain.cadence import Cadence, Missed, missed, next_due, zone_of
from bot.domain.campaigns import Campaign
from bot.domain.digest_orders import LATE, MILLISECOND, Order, previous_due
from bot.errors import BadInput
from bot.services.desk import Desk
from bot.services.digests import posting
from bot.store import audits, campaigns, channels, runs, schedules
from bot.store.schedules import Schedule
from bot.store.transaction import Transaction


class DigestRuns:
    """What the clock does for digests."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def step(self) -> bool:
        """Run one digest that is due; whether there was any.

        The next time, the run under its unique key and the message are one transaction. What fell
        due while everything was down is one digest, late. An hourly digest rests in its channel's
        quiet hours, and covers them all at their end; one that was ordered for a time of the day
        was meant for that time.
        """
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            seen = await schedules.due(tx, "digest", now)
            if seen is None or seen.cadence is None:
                return False
            quiet = await _quiet_until(tx, seen, seen.cadence, now)
            next_at = quiet or _next(seen, seen.cadence, now)
            if await schedules.advance(tx, seen, next_at) and quiet is None:
                await self._run(tx, seen, seen.cadence, now)
            if next_at is None:
                await schedules.end(tx, [seen.id], now, "no_more_dates")
        self._desk.wakeups.notify("outbox")
        return True

    async def _run(self, tx: Transaction, seen: Schedule, cadence: Cadence, now: datetime) -> None:
        every = await _covered_campaigns(tx, seen)
        if not every:
            await self._nothing_left(tx, seen, now)
            return
        fell = missed(cadence, _zone(seen), seen.next_at - MILLISECOND, now)
        fell = fell or Missed(seen.next_at, 1)
        last = await runs.last(tx, seen.id)
        since = last.due_at if last else previous_due(cadence, _zone(seen), seen.next_at)
        order = Order(
            since=since,
            covers=await posting.covered(tx, every, [last] if last else [], since, now),
            late_since=seen.next_at if now - fell.latest > LATE or fell.many > 1 else None,
            missed=fell.many,
            zone=seen.zone,
        )
        periods = {one: covered.period for one, covered in order.covers.items()}
        if await runs.record(tx, seen.id, fell.latest, now, periods):
            key = f"digest:{seen.id}:{fell.latest.isoformat()}"
            await posting.show(tx, key, seen, order, fell.latest, now)
            place = {"channel_id": seen.channel_id, "campaign_id": seen.campaign_id}
            await audits.add_own(tx, now, "digest", "sent", request_id=f"digest:{seen.id}", **place)

    async def _nothing_left(self, tx: Transaction, seen: Schedule, now: datetime) -> None:
        """A campaign that left the channel ends its digest there; a channel's own one waits."""
        if seen.campaign_id is not None:
            await schedules.end(tx, [seen.id], now, "campaign_left")


async def _covered_campaigns(tx: Transaction, seen: Schedule) -> list[Campaign]:
    here = await campaigns.in_channel(tx, seen.channel_id)
    return [one for one in here if seen.campaign_id in (None, one.id)]


async def _quiet_until(
    tx: Transaction, seen: Schedule, cadence: Cadence, now: datetime
) -> datetime | None:
    if cadence.kind != "hourly":
        return None
    manners = await channels.manners(tx, seen.channel_id)
    return quiet_until(manners, zone_of(manners.zone) if manners.zone else _zone(seen), now)


def _next(seen: Schedule, cadence: Cadence, now: datetime) -> datetime | None:
    try:
        return next_due(cadence, _zone(seen), now)
    except BadInput:
        return None


def _zone(seen: Schedule) -> tzinfo:
    return zone_of(seen.zone or "UTC")
