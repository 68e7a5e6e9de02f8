"""Opt-outs and erasing: the form for a list, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slackblocks import FileInput

from bot.domain.contacts import PROBLEM_LABELS
from bot.domain.contacts.rows import Problem
from bot.domain.forgetting import Forgotten
from bot.domain.optouts import Left, OptedIn, OptedOut
from bot.slack.blocks.kit import context, labelled, plain, section, text_input
from bot.slack.ids import Field, View
from bot.slack.message import Message, Modal
from bot.slack.metadata import Place
from bot.texts import Mrkdwn, Texts

_LONGEST_TEXT = 3_000


def form(t: Texts, place: Place) -> Modal:
    """Numbers or a file of people who are never to be called again."""
    return Modal(
        callback_id=str(View.OPT_OUT),
        title=t("Opt out"),
        submit=t("Opt out"),
        close=t("Cancel"),
        metadata=place.encode(),
        blocks=(
            section(
                t.md(
                    "These people are never called again, in any campaign, and what is queued for "
                    "them is canceled. Only a hash of each number is kept."
                )
            ),
            text_input(
                Field.PHONES,
                t("Phones"),
                hint=t("A number on each line, with its country code."),
                optional=True,
                multiline=True,
                longest=_LONGEST_TEXT,
            ),
            labelled(
                Field.FILE,
                t("File"),
                FileInput(action_id=str(Field.FILE), filetypes=["csv", "xlsx"], max_files=1),
                hint=t("CSV or XLSX, at most 10 MB and 100,000 rows."),
                optional=True,
            ),
        ),
    )


def opted_out(t: Texts, outcome: OptedOut) -> Message:
    """What was taken down, what was stopped, and what could not be."""
    lines = [
        t.md_n(
            ":no_entry: {count} number will never be called again.",
            ":no_entry: {count} numbers will never be called again.",
            outcome.people,
        )
    ]
    if outcome.known:
        lines.append(t.md_n("{count} was already.", "{count} were already.", outcome.known))
    lines += [*_stopped(t, outcome.canceled, outcome.held), *_bad(t, outcome.bad)]
    lines += _left(t, outcome.left)
    lines += _called_off_soon(t, outcome.under_way)
    return plain(_joined(lines))


def _stopped(t: Texts, canceled: int, held: int) -> list[Mrkdwn]:
    lines = []
    if canceled:
        lines.append(
            t.md_n(
                "• {count} call job was canceled.", "• {count} call jobs were canceled.", canceled
            )
        )
    if held:
        lines.append(
            t.md_n(
                "• {count} row of a list will not be sent.",
                "• {count} rows of lists will not be sent.",
                held,
            )
        )
    return lines


def _bad(t: Texts, bad: Mapping[Problem, int]) -> list[Mrkdwn]:
    return [
        t.md(
            ":warning: not understood: {count}, {problem}",
            count=t.number(count),
            problem=t(PROBLEM_LABELS[problem]),
        )
        for problem, count in sorted(bad.items())
    ]


def _left(t: Texts, left: Sequence[Left]) -> list[Mrkdwn]:
    return [
        t.md_n(
            ":warning: {count} call job of {name} could not be canceled: {why}.",
            ":warning: {count} call jobs of {name} could not be canceled: {why}.",
            one.jobs,
            name=one.campaign,
            why=t(one.why),
        )
        for one in left
    ]


def _called_off_soon(t: Texts, under_way: int) -> list[Mrkdwn]:
    if not under_way:
        return []
    return [
        t.md_n(
            "{count} is being added just now, and is canceled as soon as the host has it.",
            "{count} are being added just now, and are canceled as soon as the host has them.",
            under_way,
        )
    ]


def _being_added(t: Texts, under_way: int) -> list[Mrkdwn]:
    if not under_way:
        return []
    return [
        t.md_n(
            ":warning: {count} is being added at this moment: repeat the command in a minute.",
            ":warning: {count} are being added at this moment: repeat the command in a minute.",
            under_way,
        )
    ]


def opted_out_modal(t: Texts, outcome: OptedOut) -> Modal:
    """The same in the place of the form."""
    return Modal(
        callback_id=str(View.WAIT),
        title=t("Opted out"),
        close=t("Close"),
        blocks=opted_out(t, outcome).blocks,
    )


def opted_in(t: Texts, outcome: OptedIn) -> Message:
    """Opt-outs were taken back."""
    lines = [
        t.md_n(
            "{count} number may be called again.",
            "{count} numbers may be called again.",
            outcome.removed,
        )
    ]
    if outcome.unknown:
        lines.append(
            t.md_n("{count} was not opted out.", "{count} were not opted out.", outcome.unknown)
        )
    if outcome.bad:
        lines.append(t.md_n("{count} is no number.", "{count} are no numbers.", outcome.bad))
    return plain(_joined(lines))


def forgotten(t: Texts, outcome: Forgotten) -> Message:
    """What was erased, what was stopped, and where the person may still be known."""
    head = t.md(
        "Erased here: {jobs} and {rows} no longer tell whose they were.",
        jobs=t.n("{count} call job", "{count} call jobs", outcome.jobs),
        rows=t.n("{count} row of a list", "{count} rows of lists", outcome.rows),
    )
    lines = [head, *_stopped(t, outcome.canceled, 0)]
    lines += _left(t, outcome.left)
    lines += _being_added(t, outcome.under_way)
    if outcome.opted_out:
        lines.append(t.md("The opt-out stays, as a hash that tells no number."))
    small = t.md(
        "The platform keeps books of its own, and so does Slack: files and numbers that were sent "
        "to somebody's direct messages are to be deleted there."
    )
    return Message(head, (section(_joined(lines)), context(small)))


def _joined(lines: Sequence[str]) -> Mrkdwn:
    return Mrkdwn("\n".join(lines))
