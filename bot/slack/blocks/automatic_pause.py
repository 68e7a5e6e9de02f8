"""The message about an automatic pause: what was seen, the limit, and who may resume."""

from __future__ import annotations

from datetime import tzinfo

from slackblocks import Block

from bot.domain.automatic_pause import AutomaticPause, PauseFacts, PauseStage
from bot.domain.outcomes import label
from bot.slack.blocks.kit import actions, button, context, section
from bot.slack.blocks.words import bold, mention
from bot.slack.ids import Act
from bot.slack.message import Message
from bot.slack.metadata import CampaignRef
from bot.texts import N_, Mrkdwn, Texts

_HEADLINES = {
    PauseStage.UNDER_WAY: N_(":rotating_light: {name} is being paused automatically."),
    PauseStage.PAUSED: N_(":rotating_light: {name} was paused automatically."),
    PauseStage.UNCONFIRMED: N_(
        ":rotating_light: {name} was paused automatically; its host does not confirm it."
    ),
    PauseStage.UNKNOWN: N_(
        ":rotating_light: {name} was to be paused automatically, but the host's answer was lost. "
        "Callboard goes on looking."
    ),
    PauseStage.FAILED: N_(
        ":rotating_light: {name} was to be paused automatically, but its host did not take it: it "
        "may still be dialling. Please pause it in the platform."
    ),
}


def told(t: Texts, facts: PauseFacts, zone: tzinfo) -> Message:
    """The message as things stand; once somebody has resumed, it says so."""
    first_line = _first_line(t, facts, zone)
    blocks: list[Block] = [section(first_line), section(_evidence(t, facts.pause))]
    if facts.pause.stands:
        ref = CampaignRef(campaign=facts.campaign.id)
        blocks.append(context(*_who_may(t, facts)))
        blocks += actions([button(t("Resume"), Act.RESUME, ref, style="primary")])
    when = t.moment(facts.pause.paused_at, zone)
    blocks.append(context(t.md("since {time}", time=when)))
    return Message(first_line, tuple(blocks))


def _first_line(t: Texts, facts: PauseFacts, zone: tzinfo) -> Mrkdwn:
    name, pause = bold(facts.campaign.name), facts.pause
    if pause.ended_at is None:
        return t.md(_HEADLINES[facts.stage], name=name)
    when = t.moment(pause.ended_at, zone)
    if pause.ended_by is None:
        return t.md(
            ":white_check_mark: The automatic pause of {name} was ended in the platform {when}.",
            name=name,
            when=when,
        )
    return t.md(
        ":white_check_mark: The automatic pause of {name} was ended by {who} {when}.",
        name=name,
        who=mention(pause.ended_by),
        when=when,
    )


def _evidence(t: Texts, pause: AutomaticPause) -> Mrkdwn:
    seen = pause.evidence
    lines = [
        summary(t, pause),
        t.md(
            "The limit is {share}, out of at least {sample} calls.",
            share=t.percent(seen.share / 100),
            sample=t.number(seen.sample),
        ),
    ]
    most_first = sorted(seen.bad_counts.items(), key=lambda item: (-item[1], item[0]))
    lines += [
        t.md("• {count} {kind}", count=t.number(count), kind=label(t, word))
        for word, count in most_first
    ]
    return Mrkdwn("\n".join(lines))


def summary(t: Texts, pause: AutomaticPause) -> Mrkdwn:
    """The evidence in one sentence."""
    seen = pause.evidence
    return t.md(
        "Of {finished} calls that finished within an hour {share} failed or were canceled.",
        finished=t.number(seen.finished),
        share=t.percent(seen.bad / max(1, seen.finished)),
    )


def _who_may(t: Texts, facts: PauseFacts) -> list[Mrkdwn]:
    lines = [
        t.md(
            "A person has to resume it: operators and admins of {name} may. Nothing resumes it by "
            "itself, and only calls that finish after that are counted anew.",
            name=facts.campaign.name,
        )
    ]
    if facts.approved:
        lines.append(t.md("A second person has to approve that."))
    return lines
