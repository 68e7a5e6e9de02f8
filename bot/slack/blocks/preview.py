"""What would be added, before anybody confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

import orjson
from slackblocks import ActionsBlock, Block, CheckboxGroup, Confirm, Element, Option, PlainText

from bot.domain import cells
from bot.domain.batches import Preview
from bot.domain.campaign_state import State, Word, label
from bot.domain.contacts import PROBLEM_LABELS, WARNING_LABELS
from bot.domain.guards import Held
from bot.domain.hours import hours_text
from bot.domain.rules import Deed, needs_second
from bot.slack.blocks.columns_taken import columns_taken
from bot.slack.blocks.kit import actions, button, context, cut, section
from bot.slack.blocks.words import bold
from bot.slack.ids import Act
from bot.slack.message import Message
from bot.slack.metadata import AddRef, BatchRef
from bot.texts import N_, Mrkdwn, Texts, escape

_EFFECTS = {
    Word.NEW: N_("It has not begun: nobody is called before it is started."),
    Word.PLANNED: N_("It is planned for later: nobody is called before it begins."),
    Word.IN_PROGRESS: N_("It is in progress: calls begin at once."),
    Word.PAUSED: N_("It is paused: nobody is called before it is resumed."),
    Word.FINISHED: N_(":warning: It is finished: the host will not take more numbers."),
    Word.DELETED: N_(":warning: It is deleted: the host will not take more numbers."),
}
_NAMED_SHEETS = 5
_PROBLEMS = {str(problem): text for problem, text in PROBLEM_LABELS.items()}
_WARNINGS = {str(warned): text for warned, text in WARNING_LABELS.items()}


def preview(t: Texts, shown: Preview, zone: tzinfo, held_labels: Mapping[str, str]) -> Message:
    """The count, who is left out and why, a sample, the policy, and what will happen."""
    headline = _headline(t, shown)
    left_out = [*_rejected(t, shown), *_held(t, shown, held_labels)]
    left_out += [*_warnings(t, shown), *_unread(t, shown)]
    blocks: list[Block] = [section(headline)]
    if left_out:
        blocks.append(section("\n".join(f"• {line}" for line in left_out)))
    blocks.append(section(_effect(t, shown, zone)))
    small_print = [*columns_taken(t, shown), *_small_print(t, shown, held_labels)]
    blocks += [context(line) for line in small_print]
    blocks += _again_box(t, shown)
    blocks += actions([*_buttons(t, shown), *_override(t, shown, held_labels)])
    return Message(headline, tuple(blocks))


def _headline(t: Texts, shown: Preview) -> Mrkdwn:
    name = bold(shown.campaign.name)
    source = shown.batch.file_name
    if not shown.ready:
        return t.md("Nobody would be added to {name}.", name=name)
    if source:
        return t.md_n(
            "*{count} person* would be added to {name} from {file}.",
            "*{count} people* would be added to {name} from {file}.",
            shown.ready,
            name=name,
            file=source,
        )
    return t.md_n(
        "*{count} person* would be added to {name}.",
        "*{count} people* would be added to {name}.",
        shown.ready,
        name=name,
    )


def _rejected(t: Texts, shown: Preview) -> Sequence[str]:
    counts = shown.counts
    lines = []
    if counts.duplicates:
        lines.append(
            t.md_n(
                "{count} row with a number that came before is left out",
                "{count} rows with a number that came before are left out",
                counts.duplicates,
            )
        )
    if bad := sum(counts.bad.values()):
        kinds = _by_kind(t, counts.bad, _PROBLEMS)
        lines.append(
            t.md_n(
                "{count} bad row is left out: {kinds}",
                "{count} bad rows are left out: {kinds}",
                bad,
                kinds=kinds,
            )
        )
    return lines


def _held(t: Texts, shown: Preview, held_labels: Mapping[str, str]) -> Sequence[str]:
    return [
        t.md_n(
            "{count} person is left out: {reason}",
            "{count} people are left out: {reason}",
            count,
            reason=t(held_labels.get(reason, reason)),
        )
        for reason, count in sorted(shown.held.items())
    ]


def _warnings(t: Texts, shown: Preview) -> Sequence[str]:
    return [
        t.md_n(
            ":warning: {count} row to look at: {kind}",
            ":warning: {count} rows to look at: {kind}",
            count,
            kind=t(_WARNINGS.get(word, word)),
        )
        for word, count in sorted(shown.counts.warnings.items())
    ]


def _unread(t: Texts, shown: Preview) -> Sequence[str]:
    """The other sheets of a workbook, which somebody may have meant to be called as well."""
    columns = shown.batch.details.get("columns") or {}
    others = columns.get("unread") or ()
    if not others:
        return []
    names = ", ".join(f"“{cells.shown(name)}”" for name in others[:_NAMED_SHEETS])
    return [
        t.md_n(
            ":warning: Only the sheet “{sheet}” was read; {count} other with rows was not: {names}",
            ":warning: Only the sheet “{sheet}” was read; {count} others with rows were not: "
            "{names}",
            len(others),
            sheet=cells.shown(columns["sheet"]),
            names=names if len(others) <= _NAMED_SHEETS else f"{names}, …",
        )
    ]


def _by_kind(t: Texts, counts: Mapping[str, int], labels: Mapping[str, str]) -> Mrkdwn:
    """One or two kinds in the line itself, more of them in a line each; one needs no count."""
    most_first = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    named = [(count, t(labels.get(word, word))) for word, count in most_first]
    if len(named) == 1:
        return escape(named[0][1])
    kinds = [t.md("{count} × {what}", count=t.number(count), what=what) for count, what in named]
    if len(kinds) <= 2:
        return Mrkdwn(", ".join(kinds))
    return Mrkdwn("".join(f"\n\u2003◦ {kind}" for kind in kinds))


def on_adding(t: Texts, state: State, *, has_hours: bool) -> Mrkdwn:
    """What an addition leads to while the campaign is in this state; with calling hours or not."""
    known = next((text for word, text in _EFFECTS.items() if state.word == word), None)
    if state.word is None:
        return t.md("Its state is not known here: calls may begin.")
    if known is None or not state.confirmed:
        return t.md("As far as is known here, it is {state}.", state=label(t, state))
    if has_hours and state.says(Word.IN_PROGRESS):
        return t.md("It is in progress: calls begin as soon as the calling hours are open.")
    return t.md(known)


def _effect(t: Texts, shown: Preview, zone: tzinfo) -> str:
    line = on_adding(t, shown.campaign.state, has_hours=shown.rules.hours is not None)
    if shown.expected_end is not None:
        end = t.moment(shown.expected_end, zone)
        line = Mrkdwn(
            line + " " + t.md("At the present pace all are called by about {when}.", when=end)
        )
    return line


def _small_print(t: Texts, shown: Preview, held_labels: Mapping[str, str]) -> Sequence[str]:
    lines = []
    if needs_second(shown.rules, Deed.ADD, shown.ready):
        lines.append(
            t.md_n(
                "More than {count} number is added: a second person has to approve it.",
                "More than {count} numbers are added: a second person has to approve it.",
                shown.rules.approve_above or 0,
            )
        )
    if shown.overridden:
        kinds = [t(held_labels.get(word, word)) for word in sorted(shown.overridden)]
        lines.append(
            t.md(":warning: Rules set aside for this list: {kinds}", kinds="; ".join(kinds))
        )
    if shown.sample:
        lines.append(t.md("For example {numbers}", numbers=", ".join(shown.sample)))
    return [*lines, *_when_called(t, shown)]


def _when_called(t: Texts, shown: Preview) -> Sequence[str]:
    lines = list[str]()
    if shown.batch.policy:
        lines.append(t.md("Call policy: {policy}", policy=policy_words(shown.batch.policy)))
    if shown.rules.hours is not None:
        hours = hours_text(shown.rules.hours, t.weekdays())
        lines.append(t.md("Calling hours: {hours}, where the called person is", hours=hours))
    if shown.guessed:
        lines.append(
            t.md_n(
                ":warning: {count} of them may be in any of several zones, and is called only "
                "while it is open in all. A zone in the settings, or a column gmtZone, would tell.",
                ":warning: {count} of them may be in any of several zones, and are called only "
                "while it is open in all. A zone in the settings, or a column gmtZone, would tell.",
                shown.guessed,
            )
        )
    if shown.batch.policy or shown.rules.hours is not None:
        lines.append(
            t.md(
                "Numbers with a call policy of their own are dialled before those without; among "
                "them the one whose window closes first."
            )
        )
    return lines


def policy_words(policy: Mapping[str, object]) -> str:
    """A call policy as it is typed, named as in the Calls API."""
    return "; ".join(
        f"{name} {value if isinstance(value, str | int) else orjson.dumps(value).decode()}"
        for name, value in policy.items()
    )


def _again_box(t: Texts, shown: Preview) -> list[Block]:
    """The tick that lets people with an open call job in; a guard's word stays the last."""
    waiting = sum(count for reason, count in shown.held.items() if reason in list(Held))
    if not waiting and not shown.batch.add_again:
        return []
    label_ = t("Add again those who still have a call coming")
    choice = Option(PlainText(cut(label_, 75)), "again")
    box = CheckboxGroup(
        action_id=str(Act.BATCH_AGAIN_OPEN),
        options=[choice],
        initial_options=[choice] if shown.batch.add_again else None,
    )
    # Of a box that was unticked Slack sends no value, so the batch is named by the block.
    return [ActionsBlock([box], block_id=BatchRef(batch=shown.batch.id).encode())]


def _override(t: Texts, shown: Preview, held_labels: Mapping[str, str]) -> list[Element]:
    """The way for an admin to let in whom a rule of the campaign has left out."""
    people = sum(shown.overridable.values())
    if not people:
        return []
    question = t.n(
        "{count} person was left out by a rule of {name} ({kinds}) and would join this list. "
        "Nobody is called before you press Add.",
        "{count} people were left out by rules of {name} ({kinds}) and would join this list. "
        "Nobody is called before you press Add.",
        people,
        name=shown.campaign.name,
        kinds=_by_kind(t, shown.overridable, held_labels),
    )
    sure = Confirm(
        title=PlainText(t("Add them anyway?")),
        text=PlainText(cut(question, 300)),
        confirm=PlainText(t("Override")),
        deny=PlainText(t("Cancel")),
    )
    ref = AddRef(batch=shown.batch.id, rows=people)
    return [button(t("Override…"), Act.BATCH_OVERRIDE, ref, confirm=sure)]


def _buttons(t: Texts, shown: Preview) -> list[Element]:
    ref = BatchRef(batch=shown.batch.id)
    buttons: list[Element] = []
    if shown.ready:
        add = AddRef(batch=shown.batch.id, rows=shown.ready)
        label_ = t("Add {count}", count=shown.ready)
        buttons.append(button(label_, Act.BATCH_ADD, add, style="primary"))
    buttons.append(button(t("Discard"), Act.BATCH_DISCARD, ref))
    if shown.counts.rejected:
        buttons.append(button(t("Bad rows"), Act.BATCH_BAD_ROWS, ref))
    elif shown.held.keys() - set(Held):
        buttons.append(button(t("Left out"), Act.BATCH_BAD_ROWS, ref))
    if shown.columns:
        buttons.append(button(t("Columns"), Act.BATCH_COLUMNS, ref))
        buttons.append(button(t("Template"), Act.BATCH_TEMPLATE, ref))
    return buttons
