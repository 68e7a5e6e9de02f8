"""What somebody is told who switches alerts, mutes them, or asks how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from slackblocks import Block

from bot.domain import abilities
from bot.domain.alerts import Affected, AlertsView, ChannelAlerts
from bot.domain.campaigns import Campaign
from bot.slack.blocks.alert import affected_line
from bot.slack.blocks.kit import actions, button, plain, run_button, section
from bot.slack.blocks.words import bold
from bot.slack.ids import Act
from bot.slack.message import Message
from bot.slack.metadata import IncidentRef
from bot.texts import Mrkdwn, Texts


def switched_on(t: Texts, campaign: Campaign, alerts: ChannelAlerts) -> Message:
    """Alerts are on from now on."""
    name = _bold(campaign)
    if alerts.kinds is None:
        text = t.md("Alerts of {name} are on in this channel, from now on.", name=name)
    else:
        text = t.md(
            "Alerts of {name} are on in this channel for {kinds}, from now on.",
            name=name,
            kinds=t.items(list(alerts.kinds)),
        )
    return plain(Mrkdwn("\n".join([text, *limits(t, campaign)])))


def switched_off(t: Texts, campaign: Campaign) -> Message:
    """Alerts are off."""
    text = t.md("Alerts of {name} are off in this channel.", name=_bold(campaign))
    on = run_button(t("Switch on again"), f"alerts {campaign.name} on")
    return Message(text, (section(text), *actions([on])))


def status(t: Texts, every: Sequence[AlertsView], zone: tzinfo) -> Message:
    """How alerts stand in this channel, campaign by campaign."""
    lines = [_status(t, one, zone) for one in every]
    return Message(lines[0], tuple(section(one) for one in lines))


def _status(t: Texts, view: AlertsView, zone: tzinfo) -> Mrkdwn:
    name, alerts = _bold(view.campaign), view.alerts
    if alerts.since is None:
        return t.md(":no_bell: {name}: alerts are off here.", name=name)
    kinds = t.items(list(alerts.kinds)) if alerts.kinds else t("everything that goes wrong")
    parts = [t.md(":bell: {name}: alerts are on here, of {kinds}.", name=name, kinds=kinds)]
    if alerts.muted_until is not None:
        until = t.moment(alerts.muted_until, zone)
        parts.append(t.md("Muted until {time}.", time=until))
    if view.has_incident:
        parts.append(t.md("Something is going on right now."))
    return Mrkdwn("\n".join([" ".join(parts), *limits(t, view.campaign)]))


def limits(t: Texts, campaign: Campaign) -> list[Mrkdwn]:
    """What this campaign's host keeps Callboard from noticing."""
    can, found = campaign.capabilities, []
    if can is not None and not abilities.can_tell_state(can):
        found.append(
            t.md(
                "Its host cannot tell its state, so a pause by nobody here and a silence cannot be "
                "noticed."
            )
        )
    if can is not None and not abilities.covers_all(can):
        found.append(t.md("Only call jobs that were added here can be watched at its host."))
    return found


def muted(t: Texts, every: Sequence[Campaign], until: datetime | None, zone: tzinfo) -> Message:
    """Nothing is said for a while, or everything again."""
    names = Mrkdwn(t.items([_bold(one) for one in every]))
    if until is None:
        return plain(t.md("Alerts of {names} are heard here again.", names=names))
    text = t.md(
        "No alerts of {names} here until {time}. What happens till then is told in one message.",
        names=names,
        time=t.moment(until, zone),
    )
    off = run_button(t("Unmute"), f"mute {every[0].name} off")
    return Message(text, (section(text), *actions([off] if len(every) == 1 else [])))


def taken(t: Texts) -> Message:
    """Somebody takes care of an incident."""
    return plain(t.md("It is yours: the alert says so."))


def listing(
    t: Texts, campaign: Campaign, jobs: Sequence[Affected], ref: IncidentRef | None
) -> Message:
    """A page of the call jobs that an incident is about; ``ref`` leads to the next page."""
    if not jobs:
        return plain(t.md("There are no more call jobs in this alert."))
    text = t.md("Call jobs of {name} in this alert:", name=_bold(campaign))
    blocks: list[Block] = [section(text)]
    for at in range(0, len(jobs), 25):
        blocks.append(
            section(Mrkdwn("\n".join(affected_line(t, one) for one in jobs[at : at + 25])))
        )
    more = [button(t("Show more"), Act.INCIDENT_LIST, ref)] if ref is not None else []
    return Message(text, (*blocks, *actions(more)))


def token_died(t: Texts, campaign: Campaign) -> Message:
    """For whoever connected the campaign, in a direct message."""
    text = t.md(
        ":rotating_light: The host of {name} does not know its token any more. Callboard has "
        "stopped watching it; nothing else was changed. Give it a new token in its settings, and "
        "it goes on from there.",
        name=_bold(campaign),
    )
    new = run_button(t("Give it a new token"), f"settings {campaign.name}", style="primary")
    return Message(text, (section(text), *actions([new])))


def _bold(campaign: Campaign) -> Mrkdwn:
    return bold(campaign.name)
