"""How far a batch is, and what became of it: the message that is edited until it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from slackblocks import Block, Confirm, DividerBlock, Element, PlainText

from bot.domain.batches import BatchState, ChunkState, ListCounts, Progress
from bot.domain.pace import bar, progress
from bot.slack.blocks.batch_details import details
from bot.slack.blocks.kit import actions, button, context, plain, section
from bot.slack.blocks.words import bold, mention
from bot.slack.ids import Act
from bot.slack.message import Message
from bot.slack.metadata import BatchRef
from bot.texts import Mrkdwn, Texts


def receipt(t: Texts, shown: Progress) -> Message:
    """The receipt as of now, with Undo as long as there is something to undo."""
    headline = _headline(t, shown)
    blocks: list[Block] = [section(headline)]
    if shown.batch.state in (BatchState.CONFIRMED, BatchState.SENDING):
        blocks.append(section(_bar(t, shown)))
    if lines := details(t, shown):
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
            section("\n".join([_headline(t, shown), *details(t, shown)])),
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
