"""What the sender of messages has to say for itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.slack.blocks.kit import actions, button, context, cut, plain
from bot.slack.blocks.words import channel_link
from bot.slack.client import without_pictures
from bot.slack.ids import Act
from bot.slack.message import Message, rendered
from bot.slack.metadata import PostRef
from bot.texts import N_, Mrkdwn, Texts

Body = dict[str, Any]

# Slack advises this many characters; longer texts were seen split into several messages.
LONGEST_TEXT = 4_000
MOST_BLOCKS = 50

_REASONS = {
    "is_archived": N_("it is archived"),
    "is_inactive": N_("it is archived"),
    "not_in_channel": N_("Callboard is not a member of it"),
    "channel_not_found": N_("it does not exist, or Callboard was removed from it"),
}


def plainer(body: Body, plainness: int) -> Body:
    """What is left of a message after Slack refused it: 1 without pictures, 2 its text alone."""
    text, blocks = cut(str(body.get("text") or ""), LONGEST_TEXT), list(body.get("blocks") or [])
    if plainness == 1:
        blocks = without_pictures(blocks)
    return {"text": text, "blocks": blocks} if blocks and plainness < 2 else {"text": text}


def perhaps_repeat(t: Texts, body: Body) -> Body:
    """The message again, because nobody could find out whether it had arrived."""
    note = t.md(":grey_question: This may be here twice: Slack did not say whether it had arrived.")
    return _noted(body, note, rendered([context(note)]))


def file_unsure(t: Texts, body: Body, post_id: int) -> Body:
    """The text of a file that may not have followed, with a way to have it sent again."""
    note = t.md(
        ":grey_question: Slack did not say that it took the file. If it is not here in a minute, "
        "have it sent again."
    )
    again = button(t("Send again"), Act.FILE_AGAIN, PostRef(post=post_id))
    return _noted(body, note, rendered([context(note), *actions([again])]))


def _noted(body: Body, note: Mrkdwn, added: Sequence[Body]) -> Body:
    """The message with a note; a text without blocks carries it in the text."""
    blocks = body.get("blocks") or rendered(plain(str(body["text"])).blocks)
    text = f"{cut(str(body['text']), LONGEST_TEXT - len(note) - 1)}\n{note}"
    return {"text": text, "blocks": [*blocks[: MOST_BLOCKS - len(added)], *added]}


def unreachable_body(t: Texts, channel_id: str, error: str, dropped: int) -> Body:
    """The same as :func:`unreachable`, ready for the outbox."""
    return unreachable(t, channel_id, error, dropped).body()


def unreachable(t: Texts, channel_id: str, error: str, dropped: int) -> Message:
    """Tells the owner of a campaign that its channel cannot be posted to."""
    known = _REASONS.get(error)
    reason = t(known) if known else t("Slack refuses it ({error})", error=error)
    lines = [
        t.md(
            ":no_entry: I can no longer post in {channel}: {reason}. Nothing else is affected; "
            "campaigns go on, and so does watching them.",
            channel=channel_link(channel_id),
            reason=reason,
        )
    ]
    if dropped:
        lines.append(
            t.md_n(
                "{count} message that waited for it was dropped.",
                "{count} messages that waited for it were dropped.",
                dropped,
            )
        )
    lines.append(
        t.md("Once it is open to me again, invite me there; I try again at the next message.")
    )
    return plain(Mrkdwn(" ".join(lines)))
