"""The bot is spoken to: by mention in a channel or a thread, or in a direct message.

What else is written in its channels is looked at for one thing only: a campaign's token, or an
address that dials. Its author is then warned; no other message is kept, parsed or counted.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.slack.slash import looks_secret, strip_mention
from handlers.ask import Ask
from handlers.commands.slash import run, warn
from handlers.intake import Intake

Body = dict[str, Any]
Event = dict[str, Any]

# Other subtypes are no words of a person: joining, topics, edits.
_WRITTEN = frozenset({None, "file_share", "thread_broadcast"})


async def mentioned(ack: Any, body: Body, intake: Intake) -> None:
    """``@callboard pause spring``"""
    await ack()
    event = body["event"]
    text = strip_mention(event.get("text", ""))
    intake.take(body, _warning(event) if looks_secret(text) else partial(run, text=text))


async def written(ack: Any, body: Body, intake: Intake) -> None:
    """A line in a direct message is a command; in a channel it is none of the bot's business."""
    await ack()
    event = body["event"]
    subtype, text = event.get("subtype"), event.get("text") or ""
    if event.get("bot_id") or subtype not in _WRITTEN:
        return
    if looks_secret(text):
        intake.take(body, _warning(event))
    elif event.get("channel_type") == "im" and subtype is None:
        intake.take(body, partial(run, text=strip_mention(text)))


def _warning(event: Event) -> partial[Any]:
    return partial(warn_once, message=f"{event.get('channel')}:{event.get('ts')}")


async def warn_once(ask: Ask, message: str) -> None:
    """Warn: a mention comes as two events, of which each may come first."""
    if await ask.services.seen.first_time(f"secret:{message}"):
        await warn(ask)
