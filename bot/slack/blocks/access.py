"""Who may do what: told to anyone for themselves, to admins for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from slackblocks import Block

from bot.domain.people import Role
from bot.domain.roles import Given, Granted, Revoked, Right, Rights
from bot.slack.blocks.kit import context, pages, plain, section
from bot.slack.blocks.words import mention
from bot.slack.message import Message
from bot.texts import N_, Mrkdwn, Texts

_LISTED = 60

_MEANS = {
    Role.NOBODY: N_("You may do nothing here."),
    Role.VIEWER: N_("You may look: lists, states, reports with masked numbers."),
    Role.OPERATOR: N_(
        "You may look, start, pause, resume and stop, add phones, cancel calls, and order digests "
        "and alerts."
    ),
    Role.ADMIN: N_("You may do everything, and give roles to others."),
}


def rights(t: Texts, mine: Rights, command: str) -> Message:
    """What somebody may do here and whom to ask; for admins the roles that were given."""
    best = max([mine.everywhere, *(one.role for one in mine.here)])
    lines = [t.md(_MEANS[best]), *_mine(t, mine)]
    blocks: list[Block] = [section(_joined(lines))]
    if mine.is_first_day:
        blocks.append(context(_first_day(t)))
    if mine.is_admin:
        blocks += _given(t, mine, command)
    elif mine.whom_to_ask:
        whom = _joined((mention(user) for user in mine.whom_to_ask), ", ")
        blocks.append(context(t.md("For more, ask {whom}.", whom=whom)))
    else:
        blocks.append(context(t.md("For more, ask an owner of this workspace.")))
    return Message(t.md(_MEANS[best]), tuple(blocks))


def _mine(t: Texts, mine: Rights) -> list[Mrkdwn]:
    if mine.everywhere:
        return [t.md("• every campaign: {role}", role=mine.everywhere.label)] + [
            _line(t, one) for one in mine.here if one.role > mine.everywhere
        ]
    return [_line(t, one) for one in mine.here]


def _first_day(t: Texts) -> Mrkdwn:
    return t.md(
        "No role was given to anybody yet, so every member of this workspace may look. From the "
        "first grant on, only those may who were given a role."
    )


def _line(t: Texts, right: Right) -> Mrkdwn:
    return t.md("• {where}: {role}", where=_where(t, right), role=right.role.label)


def _where(t: Texts, right: Right) -> str:
    return t("every campaign") if right.campaign is None else right.campaign


def _given(t: Texts, mine: Rights, command: str) -> list[Block]:
    lines = [
        t.md("• {who}: admin of every campaign, by the settings", who=mention(user))
        for user in mine.configured
    ]
    lines += [_given_line(t, one) for one in mine.given[:_LISTED]]
    if len(mine.given) > _LISTED:
        more = len(mine.given) - _LISTED
        lines.append(t.md_n("• and {count} more", "• and {count} more", more))
    title = t.md("*Who may do what*")
    how = t.md(
        "{grant} gives a role, {revoke} takes it away; without a name, on every campaign.",
        grant=Mrkdwn(f"`{command} access grant @user operator spring`"),
        revoke=Mrkdwn(f"`{command} access revoke @user spring`"),
    )
    return [*(section(page) for page in pages([title, *lines])), context(how)]


def _given_line(t: Texts, one: Given) -> Mrkdwn:
    return t.md(
        "• {who}: {role} of {where}, by {by}",
        who=mention(one.subject),
        role=one.right.role.label,
        where=_where(t, one.right),
        by=mention(one.by),
    )


def granted(t: Texts, given: Granted) -> Message:
    """A role was given."""
    lines = [_now(t, given.subject, given.now)]
    if given.before is not None:
        lines.append(t.md("It was {role} before.", role=given.before.label))
    if given.outsider:
        lines.append(
            t.md(":warning: That is a guest, or somebody of another workspace: is it meant?")
        )
    return plain(_joined(lines, " "))


def _now(t: Texts, subject: str, right: Right) -> Mrkdwn:
    who, role = mention(subject), right.role.label
    if right.campaign is None:
        return t.md("{who} is {role} of every campaign now.", who=who, role=role)
    return t.md("{who} is {role} of {name} now.", who=who, role=role, name=right.campaign)


def revoked(t: Texts, taken: Revoked) -> Message:
    """Roles were taken away, and what is left."""
    lines = [t.md("Taken from {who}:", who=mention(taken.subject))]
    lines += [_line(t, one) for one in taken.taken]
    lines += _left(t, taken.left)
    return plain(_joined(lines))


def _left(t: Texts, left: Sequence[Right]) -> list[Mrkdwn]:
    if not left:
        return []
    return [t.md("What stays:"), *(_line(t, one) for one in left)]


def _joined(lines: Iterable[str], between: str = "\n") -> Mrkdwn:
    return Mrkdwn(between.join(lines))
