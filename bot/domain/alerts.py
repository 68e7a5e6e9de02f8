"""What a channel wants to hear of a campaign, and when; and what an alert shows.

Alerts are on or off for a campaign in a channel, of all kinds or of some. Nothing is said while
they are muted or in the channel's quiet hours: what happens then is counted, and told at the end in
one message. So muting is nothing but a longer time in which an incident gathers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from bot.domain import outcomes
from bot.domain.campaign_state import Word
from bot.domain.campaigns import Campaign
from bot.domain.channels import ChannelManners
from bot.domain.incidents import ALERT_STATUSES, CampaignReason, Count, Event, Incident, Rules
from bot.domain.outcomes import Outcome
from bot.domain.silence import Suspicion

_DAY: Final = timedelta(days=1)

_OF_CAMPAIGN: Final[dict[str, frozenset[str]]] = {
    "paused": frozenset(
        {
            CampaignReason.PAUSED,
            CampaignReason.RESUMED,
            CampaignReason.SILENT,
            CampaignReason.CLOSING,
        }
    ),
    "finished": frozenset(
        {CampaignReason.FINISHED, CampaignReason.STOPPED, CampaignReason.DELETED}
    ),
    "token": frozenset({CampaignReason.REFUSED}),
}


class Held(StrEnum):
    """Why nothing is said for now."""

    MUTED = "muted"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class ChannelAlerts:
    """A campaign's alerts in one channel.

    ``since`` is when they were switched on, ``None`` while they are off; ``kinds`` are the words of
    the command, ``None`` for all; ``cursor`` is the last transition that was taken in.
    """

    campaign_id: int
    channel_id: str
    since: datetime | None
    kinds: tuple[str, ...] | None
    muted_until: datetime | None
    cursor: int

    @property
    def statuses(self) -> frozenset[str]:
        """The final statuses of call jobs that are told."""
        if self.kinds is None:
            return ALERT_STATUSES
        return frozenset().union(*(_statuses(kind) for kind in self.kinds))

    def wants(self, event: Event) -> bool:
        """Whether an event is of a kind that the channel asked for. That a token died is always
        told: without it nothing else will be."""
        if self.kinds is None or event.reason == CampaignReason.REFUSED:
            return True
        of_campaign = frozenset().union(*(_OF_CAMPAIGN.get(kind, ()) for kind in self.kinds))
        return event.reason in self.statuses or event.reason in of_campaign


def _statuses(kind: str) -> frozenset[str]:
    groups = {str(Outcome.FAILED), str(Outcome.CANCELED)}
    if kind in groups:
        return frozenset(one for one in ALERT_STATUSES if outcomes.outcome_of(one) == kind)
    return frozenset({kind}) & ALERT_STATUSES


@dataclass(frozen=True, slots=True)
class Hold:
    """Until when nothing is said, and why."""

    until: datetime
    reason: Held


def hold(
    alerts: ChannelAlerts, manners: ChannelManners, zone: tzinfo, now: datetime
) -> Hold | None:
    """What keeps a channel silent now, if anything; the longer of a mute and its quiet hours."""
    holds = []
    if alerts.muted_until is not None and alerts.muted_until > now:
        holds.append(Hold(alerts.muted_until, Held.MUTED))
    quiet = quiet_until(manners, zone, now)
    if quiet is not None:
        holds.append(Hold(quiet, Held.QUIET))
    return max(holds, key=lambda one: one.until, default=None)


def quiet_until(manners: ChannelManners, zone: tzinfo, now: datetime) -> datetime | None:
    """The end of the quiet hours that a channel is in; ``None`` outside of them.

    They are read on the clock on the channel's wall, and may reach over midnight.
    """
    if not manners.quiet_from or not manners.quiet_to or manners.quiet_from == manners.quiet_to:
        return None
    starts, ends = time.fromisoformat(manners.quiet_from), time.fromisoformat(manners.quiet_to)
    today = now.astimezone(zone).date()
    for day in (today - _DAY, today):
        last = day + _DAY if ends <= starts else day
        begin, end = (datetime.combine(*at, zone) for at in ((day, starts), (last, ends)))
        if begin <= now < end:
            return end.astimezone(now.tzinfo)
    return None


def held(rules: Rules, incident: Incident | None, hold: Hold | None, now: datetime) -> Rules:
    """The rules with what is to be said next put off until the hold is over."""
    if hold is None:
        return rules
    since = (incident.told_at or incident.opened_at) if incident is not None else now
    return replace(rules, group=max(rules.group, hold.until - since))


def is_resolved(incident: Incident, campaign: Campaign) -> bool:
    """Whether an incident that went quiet is over in fact: a campaign that has ended, is paused
    still, has no good token or ran out of hours is nothing that resolves by itself."""
    reasons = {count.reason for count in incident.counts}
    if reasons & _OF_CAMPAIGN["finished"]:
        return False
    if CampaignReason.REFUSED in reasons:
        return campaign.disabled_reason is None
    if CampaignReason.PAUSED in reasons:
        return not campaign.state.says(Word.PAUSED)
    if CampaignReason.CLOSING in reasons:
        return False
    if CampaignReason.SILENT in reasons:
        return campaign.silence_at is not None and campaign.silence_at > incident.opened_at
    return True


@dataclass(frozen=True, slots=True)
class Shares:
    """The last hour's call jobs beside all that finished before: ``called`` without the canceled
    and undone. The usual shares are ``None`` where too few had finished before to say."""

    finished: int
    failed: int
    called: int
    no_answer: int
    usual_failed: float | None = None
    usual_no_answer: float | None = None


@dataclass(frozen=True, slots=True)
class Affected:
    """A call job that an alert is about, its number masked."""

    job_id: str
    phone: str
    status: str


@dataclass(frozen=True, slots=True)
class AlertFacts:
    """What the message of an incident shows.

    ``closed_at`` is ``None`` while it goes on; ``held`` tells why it was gathered for longer than
    usual before it was told; ``muted_until`` lies ahead while the channel wants to hear nothing.
    ``suspicions`` are those of the incident that hold still.
    """

    id: int
    campaign: Campaign
    incident: Incident
    sample: tuple[Affected, ...]
    shares: Shares | None
    closed_at: datetime | None = None
    taken_by: str | None = None
    held: Held | None = None
    muted_until: datetime | None = None
    suspicions: tuple[Suspicion, ...] = ()


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """What a message in an incident's thread tells: what is fresh, and some of the call jobs.

    ``more`` is how many of them are not listed. The last line says how long it ``lasted``, and
    whether it ``is_resolved``. ``is_alone``: it is a message of its own instead.
    """

    campaign: Campaign
    fresh: tuple[Count, ...] = ()
    listed: tuple[Affected, ...] = ()
    more: int = 0
    lasted: timedelta | None = None
    is_resolved: bool = True
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """What ``who`` did about an incident: took care of it, or muted its alerts until then."""

    who: str
    muted_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AlertsView:
    """What ``alerts status`` tells of one campaign in a channel."""

    campaign: Campaign
    alerts: ChannelAlerts
    has_incident: bool = False
