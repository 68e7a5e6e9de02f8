"""The message of an incident, its thread, and what a person is told of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta, tzinfo

from slackblocks import Block, Element

from bot.domain.alerts import Affected, AlertFacts, Deed, Held, ThreadLine, is_resolved
from bot.domain.campaign_state import Word
from bot.domain.campaigns import Campaign
from bot.domain.incidents import CampaignReason, Count, label
from bot.slack.blocks.alert_words import counted, headline, hint, reason_lines, suspicion
from bot.slack.blocks.kit import actions, button, context, plain, run_button, section
from bot.slack.blocks.words import bold, code, mention
from bot.slack.ids import Act
from bot.slack.message import Message
from bot.slack.metadata import CampaignRef, IncidentRef
from bot.texts import N_, Mrkdwn, Texts

_HELD = {
    Held.MUTED: N_("gathered while alerts were muted"),
    Held.QUIET: N_("gathered during this channel's quiet hours"),
}


def incident(t: Texts, facts: AlertFacts, zone: tzinfo) -> Message:
    """An incident as it stands: what happened, to whom, against the usual, and the cure."""
    counts, first_line = facts.incident.counts, _first_line(t, facts, zone)
    blocks: list[Block] = [section(first_line)]
    lines = reason_lines(t, counts)
    if len(lines) > 1 or first_line.startswith(":white_check_mark:"):
        blocks.append(section(Mrkdwn("\n".join(lines))))
    if facts.closed_at is None:
        blocks += [section(one) for one in _details(t, facts)]
    blocks.append(context(Mrkdwn(" · ".join(_small_print(t, facts, zone)))))
    return Message(first_line, (*blocks, *actions(_buttons(t, facts))))


def _first_line(t: Texts, facts: AlertFacts, zone: tzinfo) -> Mrkdwn:
    if facts.suspicions:
        what = suspicion(t, facts.suspicions[0], zone)
        return t.md(":rotating_light: {name}: {what}", name=bold(facts.campaign.name), what=what)
    if facts.closed_at is None or not is_resolved(facts.incident, facts.campaign):
        return headline(t, facts.campaign.name, facts.incident.counts)
    return t.md(
        ":white_check_mark: {name}: resolved, after {time}",
        name=bold(facts.campaign.name),
        time=t.duration(facts.closed_at - facts.incident.opened_at),
    )


def _details(t: Texts, facts: AlertFacts) -> list[Mrkdwn]:
    """What to make of it, and some of the call jobs."""
    counts = [count for count in facts.incident.counts if count.by is None]
    found = [hint(t, count.reason) for count in counts if _holds(count.reason, facts.campaign)]
    parts = [one for one in found if one is not None]
    if usual := _against_the_usual(t, facts):
        parts.append(usual)
    if facts.sample:
        parts.append(Mrkdwn("\n".join(affected_line(t, one) for one in facts.sample)))
    return parts


def _holds(reason: str, campaign: Campaign) -> bool:
    """Whether there is still something to do about it: of a pause that ended there is not."""
    return reason != CampaignReason.PAUSED or campaign.state.says(Word.PAUSED)


def _against_the_usual(t: Texts, facts: AlertFacts) -> Mrkdwn | None:
    """The share that failed in the last hour, where it says something about this."""
    shares = facts.shares
    if shares is None or not shares.finished or not _is_about_jobs(facts.incident.counts):
        return None
    share = t.percent(shares.failed / shares.finished)
    if shares.usual_failed is None:
        return t.md("{share} of the last hour's call jobs failed.", share=share)
    usual = t.percent(shares.usual_failed)
    return t.md(
        "{share} of the last hour's call jobs failed; usually it is {usual}.",
        share=share,
        usual=usual,
    )


def _small_print(t: Texts, facts: AlertFacts, zone: tzinfo) -> list[Mrkdwn]:
    parts = [t.md("since {time}", time=t.moment(facts.incident.opened_at, zone))]
    if facts.held is not None:
        parts.append(t.md(_HELD[facts.held]))
    if facts.taken_by is not None:
        parts.append(t.md("{who} takes care of it", who=mention(facts.taken_by)))
    if facts.muted_until is not None:
        parts.append(t.md("muted until {time}", time=t.time(facts.muted_until, zone)))
    return parts


def _buttons(t: Texts, facts: AlertFacts) -> list[Element]:
    ref, campaign = IncidentRef(incident=facts.id), facts.campaign
    found: list[Element] = []
    if facts.incident.is_note:
        return found
    if facts.closed_at is None:
        found += cures(t, campaign, facts.incident.counts)
        found.append(button(t("Snooze"), Act.INCIDENT_SNOOZE, ref))
        if facts.taken_by is None:
            found.append(button(t("Mine"), Act.INCIDENT_MINE, ref))
    if _is_about_jobs(facts.incident.counts):
        found.append(button(t("Show the list"), Act.INCIDENT_LIST, ref))
    return found


def _is_about_jobs(counts: Sequence[Count]) -> bool:
    """Whether call jobs came to a bad end by nobody here."""
    return any(one.by is None and not one.reason.startswith("campaign.") for one in counts)


def cures(t: Texts, campaign: Campaign, counts: Sequence[Count]) -> list[Element]:
    """What helps: the control that fits the campaign's state, or a new token."""
    if any(one.reason == CampaignReason.REFUSED for one in counts):
        command = f"settings {campaign.name}"
        return [run_button(t("Give it a new token"), command, style="primary")]
    ref = CampaignRef(campaign=campaign.id)
    if campaign.state.says(Word.PAUSED):
        return [button(t("Resume"), Act.RESUME, ref, style="primary")]
    if campaign.state.ended:
        return []
    return [button(t("Pause now"), Act.PAUSE, ref, style="danger")]


def affected_line(t: Texts, one: Affected) -> Mrkdwn:
    """A call job as a channel may see it."""
    return t.md(
        "• {phone} — {reason} — {job}",
        phone=one.phone,
        reason=label(t, one.status),
        job=code(f"#{one.job_id}"),
    )


def _last_line(t: Texts, lasted: timedelta, *, is_resolved: bool) -> Mrkdwn:
    if not is_resolved:
        return t.md("Nothing more in the last half hour.")
    return t.md(
        ":white_check_mark: Resolved, after {time}: nothing more in the last half hour.",
        time=t.duration(lasted),
    )


def thread_line(t: Texts, line: ThreadLine) -> Message:
    """What is fresh, in the incident's thread; a message of its own says of which campaign."""
    if line.lasted is not None:
        text = _last_line(t, line.lasted, is_resolved=line.is_resolved)
        text = Mrkdwn(f"{bold(line.campaign.name)}: {text}") if line.is_alone else text
        return Message(text, (section(text),))
    told = [counted(t, one) for one in line.fresh]
    if line.is_alone:
        told.insert(0, headline(t, line.campaign.name, line.fresh))
    text = Mrkdwn("\n".join(told))
    blocks: list[Block] = [section(text)]
    if line.listed:
        blocks.append(section(Mrkdwn("\n".join(affected_line(t, one) for one in line.listed))))
    if line.more:
        more = t.md_n("and {count} more", "and {count} more", line.more)
        command = code(f"report {line.campaign.name} file")
        blocks.append(
            context(t.md("{more}; {command} gives them all as a file", more=more, command=command))
        )
    return Message(text, tuple(blocks))


def deed(t: Texts, done: Deed, zone: tzinfo) -> Message:
    """What somebody did about an incident, in its thread."""
    who = mention(done.who)
    if done.muted_until is None:
        return plain(t.md("{who} takes care of it.", who=who))
    until = t.time(done.muted_until, zone)
    return plain(t.md("{who} muted the alerts of this campaign until {time}.", who=who, time=until))
