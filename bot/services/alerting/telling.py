"""Takes transitions into incidents, and puts down what is to be said of them.

A step is one transaction over one campaign in one channel: a page of transitions, the incident and
the channel's cursor, and the messages of the outbox, all or nothing. So each transition is taken in
once by each channel, in order, however many processes are at it and whenever they die.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain import alerts as rules
from bot.domain.alerts import ChannelAlerts, Hold
from bot.domain.campaigns import Campaign
from bot.domain.incidents import Event, Rules, as_of, step
from bot.domain.outcomes import Status
from bot.services.alerting.saying import LineWords, Saying
from bot.services.alerting.shares import Unanswered
from bot.services.desk import Desk
from bot.services.notices import Notices
from bot.store import alerts, campaigns, channels, incidents, transitions
from bot.store.transaction import Transaction
from bot.store.transitions import Recorded

PAGE = 2_000


class Telling:
    """The work of the alert duty."""

    def __init__(self, desk: Desk, notices: Notices, line_words: LineWords) -> None:
        self._desk = desk
        self._notices = notices
        self._saying = Saying(desk, notices, line_words)
        self._unanswered = Unanswered()

    async def step(self) -> bool:
        """Do what is due for one campaign in one channel; whether anything was."""
        said = await self._desk.db.transact(self._work)
        if said:
            self._desk.wakeups.notify("outbox")
        return said is not None

    async def _work(self, tx: Transaction) -> bool | None:
        """Whether there is something to send; ``None`` if nothing was due."""
        place = await self._due(tx) or await alerts.claim_news(tx)
        return None if place is None else await self._tell(tx, place)

    async def next_due(self) -> datetime | None:
        """When an incident is due next."""
        async with self._desk.db.read() as tx:
            return await incidents.next_due(tx)

    async def _due(self, tx: Transaction) -> ChannelAlerts | None:
        """The place of the incident that is due, unless another process is at it."""
        where = await incidents.due(tx, self._desk.clock.now())
        if where is None:
            return None
        if await alerts.of(tx, *where) is None:
            # The campaign was taken out of the channel.
            await incidents.end(tx, *where, self._desk.clock.now())
            return None
        return await alerts.claim(tx, *where)

    async def _tell(self, tx: Transaction, place: ChannelAlerts) -> bool:
        now = self._desk.clock.now()
        campaign = await campaigns.by_id(tx, place.campaign_id)
        page = await transitions.after(tx, place.campaign_id, place.cursor, PAGE)
        if page:
            cursor = {"alert_cursor": page[-1].id}
            await alerts.change(tx, place.campaign_id, place.channel_id, **cursor)
        if campaign is None or place.since is None:
            await incidents.end(tx, place.campaign_id, place.channel_id, now)
            return False
        return await self._take_in(tx, campaign, place, page, now)

    async def _take_in(
        self,
        tx: Transaction,
        campaign: Campaign,
        place: ChannelAlerts,
        page: Sequence[Recorded],
        now: datetime,
    ) -> bool:
        """Step until the events are taken in: an incident that is over ends before the next."""
        events = [event for event in map(_event, page) if place.wants(event)]
        unanswered = any(one.reason == Status.NO_ANSWER for one in events)
        unanswered = unanswered and await self._unanswered.is_unusual(tx, campaign, now)
        hold = await self._hold(tx, place, now)
        wishes = Rules(self._desk.rules.alert_group, place.statuses)
        stored = await incidents.going_on(tx, campaign.id, place.channel_id)
        said = False
        while True:
            present = as_of(stored.incident, now) if stored else None
            held = rules.held(wishes, present, hold, now)
            decision = step(present, events, now, held, unanswered)
            spoke = await self._saying.carry_out(tx, campaign, place, stored, decision, page, hold)
            said = said or spoke
            if decision.taken:
                return said
            stored = await incidents.going_on(tx, campaign.id, place.channel_id)

    async def _hold(self, tx: Transaction, place: ChannelAlerts, now: datetime) -> Hold | None:
        manners = await channels.manners(tx, place.channel_id)
        _, zone = await self._notices.manners(tx, place.channel_id)
        return rules.hold(place, manners, zone, now)


def _event(one: Recorded) -> Event:
    if one.kind == transitions.CAMPAIGN:
        return Event(f"campaign.{one.after}")
    return Event(one.after, one.job_id, one.actor)
