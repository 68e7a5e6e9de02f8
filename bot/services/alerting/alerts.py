"""What people do about alerts: switch them on and off, mute, take an incident in hand, list it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.alerts import Affected, AlertFacts, AlertsView, ChannelAlerts, Deed, Held
from bot.domain.campaigns import Campaign
from bot.domain.incidents import ALERT_STATUSES
from bot.domain.people import Actor, Role
from bot.domain.silence import Suspicion
from bot.errors import NotFound, Refused
from bot.services.access import Access
from bot.services.alerting.affected import page_of, sample_of
from bot.services.alerting.shares import shares_of
from bot.services.alerting.suspected import suspected
from bot.services.campaigns import Campaigns
from bot.services.desk import Desk
from bot.services.notices import Notices
from bot.store import alerts, campaigns, incidents, outbox
from bot.store.incidents import CLOSED, GATHERING, Stored
from bot.store.outbox import Priority
from bot.store.transaction import Transaction
from bot.texts import N_

SNOOZE = timedelta(hours=1)
LISTED = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the call jobs that an incident is about; ``next_after`` begins the next one."""

    incident_id: int
    campaign: Campaign
    jobs: tuple[Affected, ...]
    next_after: int | None


class Alerts:
    """The alerts of a campaign in the channel where somebody stands."""

    def __init__(self, desk: Desk, access: Access, registry: Campaigns, notices: Notices) -> None:
        self._desk = desk
        self._access = access
        self._registry = registry
        self._notices = notices

    async def switch_on(
        self, actor: Actor, campaign: Campaign, kinds: Sequence[str] | None = None
    ) -> ChannelAlerts:
        """Alert this channel from now on, of all kinds or of these."""
        channel_id = await self._may(actor, "alerts", campaign)
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            before = await self._here(tx, campaign, channel_id)
            if before.since is None:
                await alerts.switch_on(tx, campaign.id, channel_id, kinds, now)
            else:
                # What was not taken in yet is told, as far as it is still asked for.
                words = None if kinds is None else list(kinds)
                await alerts.change(tx, campaign.id, channel_id, alert_kinds=words)
            after = await self._here(tx, campaign, channel_id)
        await self._access.audit(actor, "alerts", "done", campaign)
        return after

    async def switch_off(self, actor: Actor, campaign: Campaign) -> None:
        """Alert this channel no more; what goes on ends without a word."""
        channel_id = await self._may(actor, "alerts", campaign)
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            await self._here(tx, campaign, channel_id)
            off = {"alerts_since": None, "muted_until": None}
            await alerts.change(tx, campaign.id, channel_id, **off)
            await incidents.end(tx, campaign.id, channel_id, now)
        await self._access.audit(actor, "alerts", "done", campaign)

    async def view(self, actor: Actor, campaign: Campaign) -> AlertsView:
        """How alerts of a campaign stand in this channel."""
        channel_id = await self._may(actor, "alerts", campaign)
        async with self._desk.db.read() as tx:
            here = await self._here(tx, campaign, channel_id)
            going_on = await incidents.going_on(tx, campaign.id, channel_id)
        still_muted = _ahead(here, self._desk.clock.now())
        return AlertsView(campaign, replace(here, muted_until=still_muted), going_on is not None)

    async def mute(self, actor: Actor, every: Sequence[Campaign], until: datetime | None) -> None:
        """Say nothing here of these campaigns until then, or speak again from now on."""
        for campaign in every:
            channel_id = await self._may(actor, "mute", campaign)
            async with self._desk.db.begin() as tx:
                await self._here(tx, campaign, channel_id)
                await self._mute(tx, campaign.id, channel_id, until)
            await self._access.audit(actor, "mute", "done", campaign)
        self._desk.wakeups.notify("alerts")

    async def _mute(
        self, tx: Transaction, campaign_id: int, channel_id: str, until: datetime | None
    ) -> None:
        now = self._desk.clock.now()
        await alerts.change(tx, campaign_id, channel_id, muted_until=until)
        going_on = await incidents.going_on(tx, campaign_id, channel_id)
        if going_on is not None and until is not None:
            await self._take_back(tx, going_on)
        await incidents.wake(tx, campaign_id, channel_id, now)

    async def _take_back(self, tx: Transaction, one: Stored) -> None:
        """A message that still waits in a long queue is stale now: its incident gathers again."""
        if one.post_id is None or not await incidents.take_back(tx, one.post_id):
            return
        what = replace(one.incident, told=(), untold=one.incident.counts, told_at=None, messages=0)
        begun = replace(
            one,
            incident=what,
            state=GATHERING,
            post_id=None,
            listed=one.first_transition - 1,
            held=str(Held.MUTED),
        )
        await incidents.keep(tx, begun, self._desk.clock.now())

    async def snooze(self, actor: Actor, incident_id: int) -> tuple[Campaign, datetime]:
        """Mute the incident's campaign in its channel for an hour: which, and until when."""
        stored, campaign = await self._found(incident_id)
        await self._access.authorise(actor, "mute", Role.OPERATOR, campaign)
        until = self._desk.clock.now() + SNOOZE
        async with self._desk.db.begin() as tx:
            await self._mute(tx, campaign.id, stored.channel_id, until)
            await self._show_anew(tx, stored, Deed(actor.user_id, muted_until=until))
        await self._access.audit(actor, "mute", "done", campaign)
        self._desk.wakeups.notify("outbox")
        return campaign, until

    async def take(self, actor: Actor, incident_id: int) -> None:
        """Say that somebody takes care of it."""
        stored, campaign = await self._found(incident_id)
        await self._access.authorise(actor, "take an incident", Role.OPERATOR, campaign)
        async with self._desk.db.begin() as tx:
            if await incidents.take(tx, incident_id, actor.user_id):
                await self._show_anew(tx, stored, Deed(actor.user_id))
        await self._access.audit(actor, "take an incident", "done", campaign)
        self._desk.wakeups.notify("outbox")

    async def listing(self, actor: Actor, incident_id: int, after: int | None = None) -> Listing:
        """A page of the call jobs that an incident is about, their numbers masked."""
        stored, campaign = await self._found(incident_id)
        await self._access.authorise(actor, "report", Role.VIEWER, campaign)
        counted = {one.reason for one in stored.incident.counts if one.by is None}
        begin = stored.first_transition - 1 if after is None else after
        async with self._desk.db.read() as tx:
            jobs, next_after = await page_of(
                tx, campaign.id, begin, stored.last_transition, counted & ALERT_STATUSES, LISTED
            )
        return Listing(incident_id, campaign, jobs, next_after)

    async def facts(self, incident_id: int) -> AlertFacts | None:
        """What an incident's message shows now; ``None`` once its campaign is disconnected."""
        now = self._desk.clock.now()
        async with self._desk.db.read() as tx:
            stored = await incidents.by_id(tx, incident_id)
            campaign = await campaigns.by_id(tx, stored.campaign_id) if stored else None
            if stored is None or campaign is None:
                return None
            place = await alerts.of(tx, campaign.id, stored.channel_id)
            is_over = stored.state == CLOSED
            return AlertFacts(
                id=stored.id,
                campaign=campaign,
                incident=stored.incident,
                sample=await sample_of(tx, campaign.id, stored.incident.sample),
                shares=None if is_over else await shares_of(tx, campaign, now),
                closed_at=stored.closed_at,
                taken_by=stored.taken_by,
                held=Held(stored.held) if stored.held else None,
                muted_until=_ahead(place, now),
                suspicions=() if is_over else await self._suspected(tx, campaign, stored, now),
            )

    async def _suspected(
        self, tx: Transaction, campaign: Campaign, stored: Stored, now: datetime
    ) -> tuple[Suspicion, ...]:
        zone = self._desk.rules.default_zone
        return await suspected(tx, campaign, stored.incident, zone, now)

    async def _may(self, actor: Actor, action: str, campaign: Campaign) -> str:
        """Let an operator pass who stands in a channel; the channel."""
        await self._access.authorise(actor, action, Role.OPERATOR, campaign)
        if actor.channel_id is None or actor.is_direct:
            raise Refused(N_("Alerts belong to a channel. Please run the command in one."))
        return actor.channel_id

    async def _here(self, tx: Transaction, campaign: Campaign, channel_id: str) -> ChannelAlerts:
        here = await alerts.of(tx, campaign.id, channel_id)
        if here is None:
            raise Refused(
                N_(
                    "{name} is not connected to this channel, so it has no alerts here. Nothing "
                    "was changed; an admin can add the channel in its settings."
                ),
                name=campaign.name,
            )
        return here

    async def _found(self, incident_id: int) -> tuple[Stored, Campaign]:
        async with self._desk.db.read() as tx:
            stored = await incidents.by_id(tx, incident_id)
        if stored is None:
            raise NotFound(N_("That alert is not in the books any more. Nothing was changed."))
        return stored, await self._registry.by_id(stored.campaign_id)

    async def _show_anew(self, tx: Transaction, one: Stored, deed: Deed) -> None:
        if one.post_id is not None:
            await outbox.put_edit(tx, one.post_id, Priority.STATE, self._desk.clock.now())
            await self._notices.deed(tx, one, deed)


def _ahead(place: ChannelAlerts | None, now: datetime) -> datetime | None:
    until = place.muted_until if place is not None else None
    return until if until is not None and until > now else None
