"""Requests for a second person's approval: their one message, from being asked to their end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from slackblocks import Block, Confirm, Element, PlainText

from bot.domain.approvals import NEEDED, ApprovalFacts, ApprovalRequest, ApprovalState
from bot.domain.campaign_state import label
from bot.domain.guards import overridden
from bot.domain.people import Role
from bot.domain.rules import Deed
from bot.slack.blocks.approval_words import ended, sign, title
from bot.slack.blocks.automatic_pause import summary as pause_summary
from bot.slack.blocks.control import stop_label
from bot.slack.blocks.kit import actions, button, context, plain, section
from bot.slack.blocks.preview import on_adding, policy_words
from bot.slack.blocks.words import bold, channel_link, mention
from bot.slack.ids import Act
from bot.slack.message import Message
from bot.slack.metadata import ApprovalRef
from bot.texts import N_, Mrkdwn, Texts

_WHO_MAY = {
    Role.OPERATOR: N_("Any operator of {name} but {who} may approve it, until {until}."),
    Role.ADMIN: N_("Any admin of {name} but {who} may approve it, until {until}."),
}


def request(
    t: Texts, facts: ApprovalFacts, zone: tzinfo, held_labels: Mapping[str, str]
) -> Message:
    """The message in the campaign's channel: what it will do, or what became of it."""
    asked = facts.request
    headline = Mrkdwn(f"{sign(asked)} *{title(t, asked)}*")
    if asked.state is not ApprovalState.ASKED:
        return Message(headline, (section(headline), section(ended(t, facts, zone))))
    first = t.md("{who} asks for a second person to approve this.", who=mention(asked.asked_by))
    until = t.time(asked.expires_at, zone)
    may = t.md(
        _WHO_MAY[NEEDED[asked.deed]],
        name=bold(asked.campaign_name),
        who=mention(asked.asked_by),
        until=until,
    )
    as_of = t.md("As of {time}", time=t.time(facts.as_of, zone))
    blocks: list[Block] = [
        section(f"{headline}\n{first}"),
        section("\n".join(f"• {line}" for line in _effects(t, facts, held_labels))),
        context(may, as_of),
        *actions(buttons(t, asked)),
    ]
    return Message(Mrkdwn(f"{headline} {first}"), tuple(blocks))


def told(t: Texts, facts: ApprovalFacts, zone: tzinfo) -> Message:
    """How it ended, for whoever asked."""
    headline = Mrkdwn(f"{sign(facts.request)} *{title(t, facts.request)}*")
    end = ended(t, facts, zone)
    return Message(Mrkdwn(f"{headline} {end}"), (section(f"{headline}\n{end}"),))


def _effects(t: Texts, facts: ApprovalFacts, held_labels: Mapping[str, str]) -> Sequence[Mrkdwn]:
    """What approving will do, to how many people, with the state as it is known now."""
    asked, campaign = facts.request, facts.campaign
    if campaign is None:
        return [t.md("The campaign is not connected any more.")]
    if asked.deed is Deed.OVERRIDE:
        return [*_of_list(t, facts, held_labels), *_let_in(t, asked, held_labels)]
    if asked.deed is Deed.ADD:
        begins = on_adding(t, campaign.state, has_hours=facts.has_hours)
        return [*_of_list(t, facts, held_labels), begins]
    now = t.md("It is {state} now.", state=label(t, campaign.state))
    if asked.deed is Deed.STOP:
        return [now, *_left_behind(t, facts.open_jobs), _cannot_resume(t)]
    seen = [pause_summary(t, facts.pause)] if facts.pause else []
    return [now, *seen, *_called(t, facts.open_jobs)]


def _of_list(t: Texts, facts: ApprovalFacts, held_labels: Mapping[str, str]) -> list[Mrkdwn]:
    batch, lines = facts.batch, []
    if batch is None:
        return []
    if batch.file_name:
        lines.append(t.md("From {file}", file=batch.file_name))
    if batch.policy:
        lines.append(t.md("Call policy: {policy}", policy=policy_words(batch.policy)))
    if aside := sorted(overridden(batch)):
        kinds = "; ".join(t(held_labels.get(word, word)) for word in aside)
        lines.append(t.md(":warning: Rules set aside for this list: {kinds}", kinds=kinds))
    return lines


def _let_in(t: Texts, asked: ApprovalRequest, held_labels: Mapping[str, str]) -> list[Mrkdwn]:
    """Whom which rule left out; the list itself is added by whoever asked, later."""
    by_rule: Mapping[str, int] = asked.details.get("left_out", {}).get("by_rule", {})
    lines = [
        t.md_n(
            "{count} person is left out: {reason}",
            "{count} people are left out: {reason}",
            count,
            reason=t(held_labels.get(word, word)),
        )
        for word, count in sorted(by_rule.items())
    ]
    who = mention(asked.asked_by)
    return [*lines, t.md("They join the list; nobody is called before {who} adds it.", who=who)]


def _left_behind(t: Texts, open_jobs: int | None) -> list[Mrkdwn]:
    if open_jobs is None:
        return [t.md("How many people are still waiting for a call is not known here.")]
    left = t.md_n(
        "{count} person is still to be called and will not be.",
        "{count} people are still to be called and will not be.",
        open_jobs,
    )
    return [left] if open_jobs else []


def _cannot_resume(t: Texts) -> Mrkdwn:
    return t.md("A stopped campaign cannot be resumed. To rest it for a while, pause it.")


def _called(t: Texts, open_jobs: int | None) -> list[Mrkdwn]:
    if open_jobs is None:
        return [t.md("How many people are still waiting for a call is not known here.")]
    waiting = t.md_n(
        "{count} person is still to be called.", "{count} people are still to be called.", open_jobs
    )
    return [waiting] if open_jobs else []


def buttons(t: Texts, asked: ApprovalRequest, *, for_second: bool = False) -> list[Element]:
    """Without Withdraw where only a second person sees them.

    A stop cannot be taken back, so that its approval asks once more.
    """
    ref = ApprovalRef(approval=asked.id)
    is_stop = asked.deed is Deed.STOP
    sure = Confirm(
        title=PlainText(t("Approve the stop?")),
        text=PlainText(
            t("A stopped campaign cannot be resumed. To rest it for a while, pause it.")
        ),
        confirm=PlainText(stop_label(t, asked.campaign_name)[:30]),
        deny=PlainText(t("Cancel")),
    )
    style = "danger" if is_stop else "primary"
    both: list[Element] = [
        button(t("Approve"), Act.APPROVE, ref, style=style, confirm=sure if is_stop else None),
        button(t("Decline"), Act.DECLINE, ref),
    ]
    return both if for_second else [*both, button(t("Withdraw"), Act.WITHDRAW, ref)]


def approved(t: Texts) -> Message:
    """The answer to the second person."""
    return plain(
        t.md(":white_check_mark: Approved. It is under way; the request shows how it goes.")
    )


def closed(t: Texts) -> Message:
    """The answer to whoever declined or withdrew."""
    return plain(t.md("The request is closed. Nothing was done."))


def listed(t: Texts, every: Sequence[ApprovalRequest], zone: tzinfo) -> list[Block]:
    """What waits for a second person, for App Home."""
    lines = [Mrkdwn(f"• {line(t, one, zone)}") for one in every]
    return [section("\n".join(lines))] if lines else []


def line(t: Texts, one: ApprovalRequest, zone: tzinfo) -> Mrkdwn:
    """One request: what is asked for, by whom, where, and until when."""
    return t.md(
        "*{title}*, asked by {who} in {channel}, until {until}",
        title=title(t, one),
        who=mention(one.asked_by),
        channel=channel_link(one.channel_id),
        until=t.time(one.expires_at, zone),
    )
