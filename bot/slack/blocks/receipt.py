"""How far a batch is, and what became of it: the message that is edited until it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from slackblocks import Block, Confirm, DividerBlock, Element, PlainText

from bot.domain.batches import BatchState, ChunkState, ListCounts, Progress, Undone
from bot.domain.campaign_state import LABELS
from bot.domain.pace import bar, progress
from bot.slack.blocks.kit import actions, button, context, plain, section
from bot.slack.blocks.words import bold, mention
from bot.slack.ids import Act
from bot.slack.message import Message
from bot.slack.metadata import BatchRef
from bot.texts import N_, Mrkdwn, Texts

_HALTS = {
    "token": N_("the host knows no campaign with its token any more"),
    "route": N_("the host has no way to add phones"),
    "forbidden": N_("the host forbids it"),
    "host": N_("its host may not be called"),
    "disconnected": N_("the campaign was disconnected"),
    "request": N_("the host does not take the request"),
    "undo": N_("the host did not let the call jobs be canceled"),
}


def receipt(t: Texts, shown: Progress) -> Message:
    """The receipt as of now, with Undo as long as there is something to undo."""
    headline = _headline(t, shown)
    blocks: list[Block] = [section(headline)]
    if shown.batch.state in (BatchState.CONFIRMED, BatchState.SENDING):
        blocks.append(section(_bar(t, shown)))
    if lines := _details(t, shown):
        blocks.append(section("\n".join(lines)))
    blocks += actions(_buttons(t, shown))
    return Message(headline, tuple(blocks))


def listed(t: Texts, name: str, every: Sequence[Progress], zone: tzinfo) -> Message:
    """The batches of a campaign, newest first."""
    if not every:
        return plain(t.md("Nothing was added to {name} with Callboard yet.", name=bold(name)))
    blocks: list[Block] = []
    for shown in every:
        when = t.moment(shown.batch.confirmed_at or shown.batch.created_at, zone)
        source = shown.batch.file_name or ""
        blocks += [
            section("\n".join([_headline(t, shown), *_details(t, shown)])),
            context(t.md("{when} {file}", when=when, file=source)),
            *actions(_buttons(t, shown)),
            DividerBlock(),
        ]
    text = t.md("What was added to {name}", name=bold(name))
    return Message(text, tuple(blocks[:-1]))


def _headline(t: Texts, shown: Progress) -> Mrkdwn:
    batch, name = shown.batch, bold(shown.campaign.name if shown.campaign else "—")
    who = mention(batch.confirmed_by or batch.created_by)
    if batch.state in (BatchState.CONFIRMED, BatchState.SENDING):
        return t.md_n(
            ":hourglass_flowing_sand: {who} adds {count} number to {name}.",
            ":hourglass_flowing_sand: {who} adds {count} numbers to {name}.",
            shown.total,
            who=who,
            name=name,
        )
    if batch.state is BatchState.UNDOING:
        return t.md(
            ":leftwards_arrow_with_hook: {by} is undoing what {who} added to {name}…",
            by=mention(batch.undone_by or ""),
            who=who,
            name=name,
        )
    if batch.state is BatchState.UNDONE:
        return t.md(
            ":leftwards_arrow_with_hook: {by} has undone what {who} added to {name}.",
            by=mention(batch.undone_by or ""),
            who=who,
            name=name,
        )
    sign = Mrkdwn(":warning:" if batch.state is BatchState.HALTED else ":white_check_mark:")
    return t.md_n(
        "{sign} {who} added {count} number to {name}.",
        "{sign} {who} added {count} numbers to {name}.",
        shown.added,
        sign=sign,
        who=who,
        name=name,
    )


def _bar(t: Texts, shown: Progress) -> str:
    share = progress(shown.added + shown.refused, shown.total - shown.added - shown.refused)
    figures = t(
        "{added} of {total} added", added=t.number(shown.added), total=t.number(shown.total)
    )
    return f"`{bar(share, 20)}` {figures}"


def _details(t: Texts, shown: Progress) -> Sequence[str]:
    """A line for each thing that is not simply well."""
    lines = [*_not_sent(t, shown), *_refused(t, shown), *_doubtful(t, shown), *_undone(t, shown)]
    return [f"• {line}" for line in lines]


def _not_sent(t: Texts, shown: Progress) -> Sequence[str]:
    count = shown.in_chunks(ChunkState.HALTED)
    if shown.batch.state is BatchState.HALTED and shown.batch.halt_reason == "undo":
        return [t.md("The undo failed: {reason}.", reason=_reason(t, "undo"))]
    if not count:
        return []
    if shown.batch.halt_reason is None:
        return [t.md_n("{count} not sent.", "{count} not sent.", count)]
    return [
        t.md_n(
            "{count} not sent: {reason}.",
            "{count} not sent: {reason}.",
            count,
            reason=_reason(t, shown.batch.halt_reason),
        )
    ]


def _reason(t: Texts, reason: str) -> str:
    kind, _, word = reason.partition(":")
    if kind == "state":
        return t("the campaign is {state}", state=t(LABELS[word]) if word in LABELS else word)
    if kind == "refused":
        return t("the host refused all that was tried ({code})", code=word)
    return t(_HALTS.get(kind, kind))


def _refused(t: Texts, shown: Progress) -> Sequence[str]:
    if not shown.refused:
        return []
    return [
        t.md_n(
            "{count} number was refused by the host; the rest went on.",
            "{count} numbers were refused by the host; the rest went on.",
            shown.refused,
        )
    ]


def _doubtful(t: Texts, shown: Progress) -> Sequence[str]:
    lines = []
    if shown.host_is_away:
        lines.append(t.md("The host cannot be reached just now; Callboard keeps trying."))
    if unclear := shown.in_chunks(ChunkState.UNCLEAR):
        lines.append(
            t.md_n(
                "The answer for {count} number was lost; Callboard looks whether it arrived.",
                "The answer for {count} numbers was lost; Callboard looks whether they arrived.",
                unclear,
            )
        )
    if unknown := shown.in_chunks(ChunkState.UNKNOWN):
        lines.append(
            t.md_n(
                ":warning: unknown, {count} number: nobody can tell whether the host has it. "
                "Adopt it if it is there; send it if you are sure that it is not.",
                ":warning: unknown, {count} numbers: nobody can tell whether the host has them. "
                "Adopt them if they are there; send them if you are sure that they are not.",
                unknown,
            )
        )
    return lines


def _undone(t: Texts, shown: Progress) -> Sequence[str]:
    undone = Undone.of(shown.batch)
    if undone is None:
        return []
    parts = [t.n("{count} canceled", "{count} canceled", undone.canceled)]
    if undone.finished:
        parts.append(t.n("{count} was over", "{count} were over", undone.finished))
    if undone.running:
        parts.append(t.n("{count} call runs on", "{count} calls run on", undone.running))
    if undone.left:
        parts.append(t.n("{count} not canceled", "{count} not canceled", undone.left))
    return [t.md("Of its call jobs: {parts}.", parts=", ".join(parts))]


def _buttons(t: Texts, shown: Progress) -> list[Element]:
    ref = BatchRef(batch=shown.batch.id)
    buttons: list[Element] = []
    if shown.undoable:
        buttons.append(button(t("Undo"), Act.BATCH_UNDO, ref))
    halted = shown.in_chunks(ChunkState.HALTED)
    if shown.batch.state is BatchState.HALTED and halted:
        buttons.append(button(t("Send {count}", count=halted), Act.BATCH_CONTINUE, ref))
    if unknown := shown.in_chunks(ChunkState.UNKNOWN):
        buttons += _settling(t, ref, unknown)
    if shown.refused or ListCounts.of(shown.batch).rejected:
        buttons.append(button(t("Bad rows"), Act.BATCH_BAD_ROWS, ref))
    return buttons


def _settling(t: Texts, ref: BatchRef, unknown: int) -> list[Element]:
    """A sending that may be the second one asks first."""
    sure = Confirm(
        title=PlainText(t("Send them again?")),
        text=PlainText(t("If the host has them already, people will be called twice.")),
        confirm=PlainText(t("Send {count}", count=unknown)),
        deny=PlainText(t("Not now")),
    )
    return [
        button(t("Adopt {count}", count=unknown), Act.BATCH_SETTLE_ADOPT, ref),
        button(t("Send {count}", count=unknown), Act.BATCH_SETTLE_SEND, ref, confirm=sure),
    ]
