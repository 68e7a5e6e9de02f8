"""Requests for a second person's approval: their one message, from being asked to their end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from slackblocks import Block, Confirm, Element, PlainText

from bot.domain.approvals import NEEDED, ApprovalFacts, ApprovalRequest, ApprovalState
from bot.domain.campaign_state import label
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


def request(t: Texts, facts: ApprovalFacts, zone: tzinfo) -> Message:
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
        section("\n".join(f"• {line}" for line in _effects(t, facts))),
        context(f"{may} {as_of}"),
        *actions(_buttons(t, asked)),
    ]
    return Message(Mrkdwn(f"{headline} {first}"), tuple(blocks))


def told(t: Texts, facts: ApprovalFacts, zone: tzinfo) -> Message:
    """How it ended, for whoever asked."""
    headline = Mrkdwn(f"{sign(facts.request)} *{title(t, facts.request)}*")
    end = ended(t, facts, zone)
    return Message(Mrkdwn(f"{headline} {end}"), (section(f"{headline}\n{end}"),))


def _effects(t: Texts, facts: ApprovalFacts) -> Sequence[str]:
    """What approving will do, to how many people, with the state as it is known now."""
    asked, campaign = facts.request, facts.campaign
    if campaign is None:
        return [t.md("The campaign is not connected any more.")]
    if asked.deed in (Deed.ADD, Deed.OVERRIDE):
        return _effects_of_list(t, facts)
    now = t.md("It is {state} now.", state=label(t, campaign.state))
    if asked.deed is Deed.STOP:
        return [now, _left_behind(t, facts.open_jobs), _cannot_resume(t)]
    seen = [pause_summary(t, facts.pause)] if facts.pause else []
    return [now, *seen, _called(t, facts.open_jobs)]


def _effects_of_list(t: Texts, facts: ApprovalFacts) -> Sequence[str]:
    asked, batch, campaign = facts.request, facts.batch, facts.campaign
    lines = []
    if batch is not None and batch.file_name:
        lines.append(t.md("From {file}", file=batch.file_name))
    if asked.deed is Deed.OVERRIDE:
        lines.append(
            t.md("They join the list; nobody is called before {who} adds it.", who=_who(asked))
        )
    elif campaign is not None:
        lines.append(on_adding(t, campaign.state, has_hours=facts.has_hours))
    if batch is not None and batch.policy:
        lines.append(t.md("Call policy: {policy}", policy=policy_words(batch.policy)))
    return lines


def _who(asked: ApprovalRequest) -> Mrkdwn:
    return mention(asked.asked_by)


def _left_behind(t: Texts, open_jobs: int | None) -> Mrkdwn:
    if open_jobs is None:
        return t.md("How many people are still waiting for a call is not known here.")
    return t.md_n(
        "{count} person is still to be called and will not be.",
        "{count} people are still to be called and will not be.",
        open_jobs,
    )


def _cannot_resume(t: Texts) -> Mrkdwn:
    return t.md("A stopped campaign cannot be resumed. To rest it for a while, pause it.")


def _called(t: Texts, open_jobs: int | None) -> Mrkdwn:
    if open_jobs is None:
        return t.md("How many people are still waiting for a call is not known here.")
    return t.md_n(
        "{count} person is still to be called.", "{count} people are still to be called.", open_jobs
    )


def _buttons(t: Texts, asked: ApprovalRequest) -> list[Element]:
    """A stop cannot be taken back, so that its approval asks once more."""
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
    return [
        button(t("Approve"), Act.APPROVE, ref, style=style, confirm=sure if is_stop else None),
        button(t("Decline"), Act.DECLINE, ref),
        button(t("Withdraw"), Act.WITHDRAW, ref),
    ]


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
    lines = [
        t.md(
            "• *{title}*, asked by {who} in {channel}, until {until}",
            title=title(t, one),
            who=mention(one.asked_by),
            channel=channel_link(one.channel_id),
            until=t.time(one.expires_at, zone),
        )
        for one in every
    ]
    return [section("\n".join(lines))] if lines else []
