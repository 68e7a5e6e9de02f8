"""The words for what waits for a second person: what it is, and what became of it."""

from __future__ import annotations

from datetime import tzinfo

from bot.domain.approvals import ApprovalFacts, ApprovalRequest, ApprovalState
from bot.domain.control import Controlled, Ending
from bot.domain.rules import Deed
from bot.slack.blocks.control import first_line
from bot.slack.blocks.words import bold, mention
from bot.texts import N_, Mrkdwn, Texts, escape

_SIGNS = {
    ApprovalState.ASKED: ":raised_hand:",
    ApprovalState.APPROVED: ":hourglass_flowing_sand:",
    ApprovalState.DECLINED: ":no_entry_sign:",
    ApprovalState.WITHDRAWN: ":leftwards_arrow_with_hook:",
    ApprovalState.EXPIRED: ":hourglass:",
    ApprovalState.DONE: ":white_check_mark:",
    ApprovalState.FAILED: ":warning:",
}

_STANDS = {
    ApprovalState.ASKED: N_("Asked by {who}. It waits for a second person."),
    ApprovalState.APPROVED: N_("Asked by {who}, approved by {by} ({when}). It is under way."),
    ApprovalState.DECLINED: N_("Asked by {who}, declined by {by} ({when}). Nothing was done."),
    ApprovalState.WITHDRAWN: N_("Asked by {who}, who withdrew it ({when}). Nothing was done."),
    ApprovalState.EXPIRED: N_(
        "Asked by {who}. Nobody approved it in time, so it expired. Nothing was done."
    ),
    ApprovalState.DONE: N_("Asked by {who}, approved by {by} ({when}). {what}"),
    ApprovalState.FAILED: N_("Asked by {who}, approved by {by} ({when}), but it failed. {what}"),
}


def sign(asked: ApprovalRequest) -> str:
    """The sign for where a request stands."""
    return _SIGNS[asked.state]


def title(t: Texts, asked: ApprovalRequest) -> Mrkdwn:
    """What is asked for, whether it was done or not."""
    name, people = escape(asked.campaign_name), asked.people or 0
    match asked.deed:
        case Deed.ADD:
            return t.md_n(
                "Add {count} person to {name}", "Add {count} people to {name}", people, name=name
            )
        case Deed.STOP:
            return t.md("Stop {name} for good", name=name)
        case Deed.RESUME:
            return t.md("Resume {name} after its automatic pause", name=name)
        case Deed.OVERRIDE:
            return t.md_n(
                "Let in {count} person whom the rules of {name} left out",
                "Let in {count} people whom the rules of {name} left out",
                people,
                name=name,
            )


def ended(t: Texts, facts: ApprovalFacts, zone: tzinfo) -> Mrkdwn:
    """Who asked, who decided, and what came of it."""
    asked = facts.request
    return t.md(
        _STANDS[asked.state],
        who=mention(asked.asked_by),
        by=mention(asked.decided_by or ""),
        when=t.moment(asked.decided_at or asked.asked_at, zone),
        what=_what(t, facts),
    )


def _what(t: Texts, facts: ApprovalFacts) -> Mrkdwn:
    asked, campaign = facts.request, facts.campaign
    reason = asked.reason
    if asked.control is not None and asked.outcome and campaign is not None:
        ending = Ending(asked.outcome)
        told = Controlled(campaign, asked.control, ending, by=asked.asked_by, reason=reason)
        return first_line(t, told)
    if reason is not None:
        return t.md(reason.message, **reason.values)
    return _done(t, asked) if asked.state is ApprovalState.DONE else Mrkdwn("")


def _done(t: Texts, asked: ApprovalRequest) -> Mrkdwn:
    people = asked.people or 0
    if asked.deed is Deed.OVERRIDE:
        return t.md_n(
            "{count} person has joined the list.", "{count} people have joined the list.", people
        )
    return t.md_n(
        "{count} person is being added to {name}.",
        "{count} people are being added to {name}.",
        people,
        name=bold(asked.campaign_name),
    )
