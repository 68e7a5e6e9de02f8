"""The sentences of alerts: what happened, to how many, by whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from bot.domain.incidents import CampaignReason, Count, label
from bot.domain.outcomes import Outcome, outcome_of
from bot.domain.silence import Suspicion
from bot.slack.blocks.words import bold, mention
from bot.texts import N_, Mrkdwn, Texts, escape

_SIGNS = {
    CampaignReason.FINISHED: ":checkered_flag:",
    CampaignReason.RESUMED: ":arrow_forward:",
    CampaignReason.PAUSED: ":double_vertical_bar:",
}

_HINTS = {
    CampaignReason.PAUSED: N_(
        "Either somebody paused it in the platform, or its minutes ran out, or the platform failed "
        "to call. If it was one of the latter, Resume does nothing until that is mended."
    ),
    CampaignReason.SILENT: N_(
        "It is in progress and people may be called now, yet no call job has come to an end for "
        "longer than is usual for it."
    ),
    CampaignReason.CLOSING: N_(
        "At its pace some call jobs will still be planned when the calling hours end."
    ),
    CampaignReason.REFUSED: N_(
        "The host does not know the token any more, so this campaign is not watched, and cannot be "
        "controlled from here, until it gets a new one."
    ),
}


def headline(t: Texts, name: str, counts: Sequence[Count]) -> Mrkdwn:
    """The news in one line: what happened to the campaign, else to its call jobs."""
    strong = bold(name)
    by_nobody = [one for one in counts if one.by is None]
    if not by_nobody:
        return t.md("{name}: {what}", name=strong, what=counted(t, counts[0]))
    of_campaign = [one for one in by_nobody if one.reason.startswith("campaign.")]
    if of_campaign:
        reason = of_campaign[0].reason
        sign = Mrkdwn(dict(_SIGNS).get(CampaignReason(reason), ":rotating_light:"))
        return t.md("{sign} {name}: {what}", sign=sign, name=strong, what=label(t, reason))
    return Mrkdwn(f":rotating_light: {strong}: {_of_jobs(t, by_nobody)}")


def _of_jobs(t: Texts, counts: Sequence[Count]) -> Mrkdwn:
    jobs = sum(one.events for one in counts)
    outcomes = {outcome_of(one.reason) for one in counts}
    if len(counts) == 1:
        return t.md_n(
            "{count} call job: {reason}",
            "{count} call jobs: {reason}",
            jobs,
            reason=label(t, counts[0].reason),
        )
    if outcomes == {Outcome.FAILED}:
        return t.md_n("{count} call job failed", "{count} call jobs failed", jobs)
    if outcomes == {Outcome.CANCELED}:
        return t.md_n("{count} call job was canceled", "{count} call jobs were canceled", jobs)
    return t.md_n(
        "{count} call job failed or was canceled",
        "{count} call jobs failed or were canceled",
        jobs,
    )


def reason_lines(t: Texts, counts: Sequence[Count]) -> list[Mrkdwn]:
    """How many of what, a line each, the most frequent first."""
    return [Mrkdwn(f"• {counted(t, one)}") for one in counts]


def counted(t: Texts, one: Count) -> Mrkdwn:
    """``12 × no such number``; with who did it, where that was somebody here."""
    what = label(t, one.reason)
    if one.reason.startswith("campaign."):
        return escape(what)
    if one.by is None:
        return t.md("{count} × {what}", count=t.number(one.events), what=what)
    if outcome_of(one.reason) is Outcome.CANCELED:
        return t.md_n(
            "{who} canceled {count} call job.",
            "{who} canceled {count} call jobs.",
            one.events,
            who=mention(one.by),
        )
    return t.md_n(
        "{who} stopped the campaign with {count} call job undone.",
        "{who} stopped the campaign with {count} call jobs undone.",
        one.events,
        who=mention(one.by),
    )


def hint(t: Texts, reason: str) -> Mrkdwn | None:
    """What to make of something that happened to a campaign."""
    known = {str(one): text for one, text in _HINTS.items()}
    return t.md(known[reason]) if reason in known else None


def suspicion(t: Texts, one: Suspicion, zone: tzinfo) -> Mrkdwn:
    """The figures of what a campaign is suspected of."""
    if one.reason is CampaignReason.CLOSING:
        return t.md_n(
            "the calling hours end at {time} with {count} call job still planned",
            "the calling hours end at {time} with {count} call jobs still planned",
            one.jobs,
            time=t.time(one.at, zone),
        )
    return t.md_n(
        "nothing has finished since {when}, and {count} call job is open",
        "nothing has finished since {when}, and {count} call jobs are open",
        one.jobs,
        when=t.moment(one.at, zone),
    )
