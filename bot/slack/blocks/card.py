"""The living card of a campaign, and the list of a channel's campaigns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from slackblocks import Block, DividerBlock, Element

from bot.domain.campaign_state import Control, Word, label
from bot.domain.cards import CardFacts
from bot.domain.outcomes import EMOJI, OUTCOME_LABELS, Outcome
from bot.domain.pace import bar, progress
from bot.domain.rules import NO_RULES, Rules
from bot.slack.blocks import automatic_pause
from bot.slack.blocks.kit import actions, button, context, pages, plain, section
from bot.slack.blocks.rules import in_force
from bot.slack.blocks.words import ACTION_LABELS, acted, bold, code, state_sign
from bot.slack.ids import Act
from bot.slack.message import Message
from bot.slack.metadata import CampaignRef
from bot.texts import N_, Mrkdwn, Texts, escape

_STYLES = {Control.RESUME: "primary", Control.START: "primary", Control.STOP: "danger"}
_LISTED = 12


def card(t: Texts, facts: CardFacts, zone: tzinfo) -> Message:
    """One campaign: state, counts, pace, who acted last, and the buttons that fit."""
    blocks: list[Block] = [
        section(headline(t, facts)),
        section(figures(t, facts)),
        context(*small_print(t, facts, zone)),
        *actions(buttons(t, facts)),
    ]
    return Message(summary_line(t, facts), tuple(blocks))


def overview(t: Texts, every: Sequence[CardFacts], zone: tzinfo, command: str) -> Message:
    """The campaigns of a channel: state, counts and buttons of each."""
    if not every:
        return plain(
            t.md(
                "No campaign is connected here yet. An admin can run {command} to connect one; "
                "{help} shows what Callboard does.",
                command=code(f"{command} connect"),
                help=code(f"{command} help"),
            )
        )
    blocks: list[Block] = []
    for facts in every[:_LISTED]:
        blocks += [
            section(Mrkdwn(f"{headline(t, facts)}\n{figures(t, facts)}")),
            *actions(buttons(t, facts)),
            DividerBlock(),
        ]
    if left := len(every) - _LISTED:
        more = t.md_n("{count} more campaign", "{count} more campaigns", max(left, 0))
        blocks.append(context(more)) if left > 0 else blocks.pop()
    text = t.n("{count} campaign", "{count} campaigns", len(every))
    return Message(text, tuple(blocks))


def status(t: Texts, facts: CardFacts, zone: tzinfo, rules: Rules = NO_RULES) -> Message:
    """The card for one person alone: the same figures and buttons, and the rules in force."""
    shown, lines = card(t, facts, zone), in_force(t, rules)
    if not lines:
        return shown
    small_print = context(*pages(lines))
    return Message(shown.text, (*shown.blocks, small_print))


def summary_line(t: Texts, facts: CardFacts) -> str:
    """What a notification says of the card."""
    return t(
        "{name}: {state}, {finished} of {jobs} call jobs finished",
        name=facts.campaign.name,
        state=label(t, facts.campaign.state),
        finished=t.number(facts.summary.finished),
        jobs=t.number(facts.summary.jobs),
    )


def headline(t: Texts, facts: CardFacts) -> Mrkdwn:
    """The state and the name."""
    state = facts.campaign.state
    line = f"{state_sign(state)} {bold(facts.campaign.name)} — {escape(label(t, state))}"
    if facts.campaign.disabled_reason:
        line += "\n" + t.md(":warning: {reason}", reason=t(facts.campaign.disabled_reason))
    if facts.pause is not None:
        line += "\n" + t.md(
            ":rotating_light: Paused automatically. {why} A person has to resume it.",
            why=automatic_pause.summary(t, facts.pause),
        )
    return Mrkdwn(line)


def figures(t: Texts, facts: CardFacts) -> Mrkdwn:
    """The progress bar, and the call jobs by outcome."""
    summary = facts.summary
    if not summary.jobs:
        return (
            t.md("No call jobs yet.") if facts.covers_all else t.md("Nothing was added here yet.")
        )
    share = progress(summary.finished, summary.open)
    line = f"{bar(share, 20)} {t.percent(share)}"
    parts = [
        f"{EMOJI[outcome]} {t.number(summary.count(outcome))} {t(OUTCOME_LABELS[outcome])}"
        for outcome in Outcome
        if summary.count(outcome)
    ]
    if facts.sending:
        parts.append(t.n("{count} being added", "{count} being added", facts.sending))
    return Mrkdwn(line + "\n" + "  ·  ".join(parts))


def small_print(t: Texts, facts: CardFacts, zone: tzinfo) -> list[str]:
    """Pace and end, who acted last, and how fresh and how complete all that is."""
    parts = [*_pace(t, facts, zone), *_who(t, facts, zone)]
    if facts.as_of is not None:
        parts.append(t("as of {time}", time=t.time(facts.as_of, zone)))
    if not facts.covers_all:
        parts.append(t("counts cover the call jobs added here"))
    return [" · ".join(parts)] if parts else [t("not looked at yet")]


def _pace(t: Texts, facts: CardFacts, zone: tzinfo) -> list[str]:
    if not facts.campaign.state.says(Word.IN_PROGRESS) or facts.pace is None:
        return []
    parts = [t("{rate} an hour", rate=t.number(round(facts.pace.per_hour)))]
    if facts.expected_end is not None and facts.summary.open:
        parts.append(t("done about {when}", when=t.moment(facts.expected_end, zone)))
    return parts


def _who(t: Texts, facts: CardFacts, zone: tzinfo) -> list[str]:
    """Who brought it there, and what is to come of itself."""
    asked, parts = facts.campaign.asked, list[str]()
    if facts.changed_outside:
        parts.append(_outside(t, facts, zone))
    elif asked is None:
        parts += [] if facts.can_confirm else [t("this host cannot tell its state")]
    else:
        what = acted(t, asked.action, asked.by, t.time(asked.at, zone))
        if not facts.can_confirm:
            what = t.md("last asked: {what}, this host cannot confirm", what=what)
        parts.append(what)
    if facts.resumes_at is not None:
        parts.append(t("resumes by itself {when}", when=t.moment(facts.resumes_at, zone)))
    return parts


_OUTSIDE = {
    Word.IN_PROGRESS: N_("begun or resumed outside Slack {when}"),
    Word.PAUSED: N_("paused outside Slack {when}"),
    Word.FINISHED: N_("finished {when}"),
    Word.DELETED: N_("deleted outside Slack {when}"),
}


def _outside(t: Texts, facts: CardFacts, zone: tzinfo) -> str:
    """What nobody here asked for; a campaign that is done with its list ends by itself."""
    state, since = facts.campaign.state, facts.campaign.state_since
    known = {str(word): text for word, text in _OUTSIDE.items()}
    text = known.get(state.word or "", N_("changed outside Slack {when}"))
    return t(text, when=t.time(since, zone) if since else "")


def buttons(t: Texts, facts: CardFacts) -> list[Element]:
    """The controls that fit the state; numbers where the host takes them; what always fits."""
    ref, state = CampaignRef(campaign=facts.campaign.id), facts.campaign.state
    is_over = state.says(Word.FINISHED) or state.says(Word.DELETED)
    control: list[Element] = [
        button(t(ACTION_LABELS[action]), Act(str(action)), ref, style=_STYLES.get(action))
        for action in facts.actions
    ]
    add = [] if is_over else [button(t("Add phones"), Act.ADD_PHONES, ref)]
    return [*control, *add, button(t("Report"), Act.REPORT, ref)]
