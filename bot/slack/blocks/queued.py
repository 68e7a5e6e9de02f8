"""Says that what was asked for is queued, and for about how long."""

from __future__ import annotations

from bot.domain.waits import Wait
from bot.slack.blocks.kit import context, plain
from bot.slack.message import Message
from bot.texts import Mrkdwn, Texts


def with_wait(t: Texts, answer: Message | None, wait: Wait) -> Message:
    """The answer with that line below it; the line alone where nothing else is to be said."""
    line = _line(t, wait)
    if answer is None:
        return plain(line)
    return Message(answer.text, (*answer.blocks, context(line)))


def _line(t: Texts, wait: Wait) -> Mrkdwn:
    about = t.duration(wait.about)
    if not wait.ahead:
        return t.md(
            ":hourglass_flowing_sand: It is queued, because Slack takes nothing there at the "
            "moment; it comes in about {time}.",
            time=about,
        )
    return t.md_n(
        ":hourglass_flowing_sand: It is queued behind {count} other message and comes in about "
        "{time}.",
        ":hourglass_flowing_sand: It is queued behind {count} other messages and comes in about "
        "{time}.",
        wait.ahead,
        time=about,
    )
