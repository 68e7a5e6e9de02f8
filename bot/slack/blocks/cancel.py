"""What is asked before, and told after, call jobs are canceled."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.outcomes import label
from bot.domain.phones import mask
from bot.domain.reports import Canceled, JobRow, Looked
from bot.slack.blocks.kit import actions, button, context, cut, plain, section
from bot.slack.blocks.rows import job_names, unknown_lines
from bot.slack.blocks.words import bold
from bot.slack.ids import Act, View
from bot.slack.message import Message, Modal
from bot.slack.metadata import JobsRef
from bot.texts import Mrkdwn, Texts

_LISTED = 15


def confirm(t: Texts, looked: Looked, ref: JobsRef) -> Modal:
    """Asks before several call jobs are canceled."""
    return Modal(
        callback_id=str(View.CANCEL_CONFIRM),
        title=t("Cancel call jobs"),
        submit=_confirm_label(t, len(looked.open)),
        close=t("Keep them"),
        metadata=ref.encode(),
        blocks=(
            section("\n".join([_question(t, looked), *_members(t, looked.open)])),
            *[section(line) for line in _left_alone(t, looked)],
            context(t("A running call goes on to its end. What is canceled cannot be taken back.")),
        ),
    )


def confirm_message(t: Texts, looked: Looked, ref: JobsRef) -> Message:
    """The same question where no modal can be opened: the button is the confirmation."""
    modal = confirm(t, looked, ref)
    press = button(_confirm_label(t, len(looked.open)), Act.CANCEL_CONFIRMED, ref, style="danger")
    return Message(_question(t, looked), (*modal.blocks, *actions([press])))


def outcome(t: Texts, result: Canceled) -> Message:
    """What was canceled, and what was not, each with its reason."""
    lines = [_done(t, result)]
    if result.finished:
        lines.append(t.md("Already finished: {jobs}.", jobs=t.items(_ended(t, result.finished))))
    if result.refused:
        refused = job_names(t, result.refused)
        lines.append(
            t.md(
                "The host did not cancel {jobs}: only what was added through its API can be.",
                jobs=refused,
            )
        )
    if result.unsure:
        lines.append(
            t.md(
                ":warning: Whether {jobs} will still be called is not known: the host's answer "
                "was lost. Please look at them before you repeat it.",
                jobs=job_names(t, result.unsure),
            )
        )
    lines += unknown_lines(t, result.unknown_jobs, result.unknown_phones)
    return plain(Mrkdwn("\n".join(lines)))


def outcome_modal(t: Texts, result: Canceled) -> Modal:
    """The same in the place of the modal that asked."""
    return Modal(
        callback_id=str(View.WAIT),
        title=cut(result.campaign.name, 24),
        close=t("Close"),
        blocks=outcome(t, result).blocks,
    )


def _confirm_label(t: Texts, count: int) -> str:
    return cut(t.n("Cancel {count} call job", "Cancel {count} call jobs", count), 24)


def _question(t: Texts, looked: Looked) -> Mrkdwn:
    return t.md_n(
        "Cancel {count} call job of {name}? That person will not be called.",
        "Cancel {count} call jobs of {name}? Those people will not be called.",
        len(looked.open),
        name=bold(looked.campaign.name),
    )


def _members(t: Texts, rows: Sequence[JobRow]) -> list[Mrkdwn]:
    lines = [
        t.md(
            "• #{job} {phone}, {status}",
            job=row.job_id,
            phone=mask(row.phone),
            status=label(t, row.status),
        )
        for row in rows[:_LISTED]
    ]
    if more := rows[_LISTED:]:
        lines.append(t.md_n("• {count} more", "• {count} more", len(more)))
    return lines


def _left_alone(t: Texts, looked: Looked) -> list[Mrkdwn]:
    lines = unknown_lines(t, looked.unknown_jobs, looked.unknown_phones)
    if looked.finished:
        jobs = t.items(_ended(t, looked.finished))
        lines.append(t.md("Already finished: {jobs}.", jobs=jobs))
    return lines


def _ended(t: Texts, rows: Sequence[JobRow]) -> list[str]:
    """``#1 (no answer)``, and how many more."""
    names = [f"#{row.job_id} ({label(t, row.status)})" for row in rows[:_LISTED]]
    if more := rows[_LISTED:]:
        names.append(t.n("{count} more", "{count} more", len(more)))
    return names


def _done(t: Texts, result: Canceled) -> Mrkdwn:
    name = bold(result.campaign.name)
    if not result.done:
        return t.md("Nothing of {name} was canceled.", name=name)
    return t.md_n(
        "{count} call job of {name} is canceled: {jobs}.",
        "{count} call jobs of {name} are canceled: {jobs}.",
        len(result.done),
        name=name,
        jobs=job_names(t, result.done),
    )
