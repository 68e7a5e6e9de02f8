"""The bot is spoken to: by mention in a channel or a thread, or in a direct message."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.slack.slash import strip_mention
from handlers.commands.slash import run
from handlers.intake import Intake

Body = dict[str, Any]


async def mentioned(ack: Any, body: Body, intake: Intake) -> None:
    """``@callboard pause spring``"""
    await ack()
    intake.take(body, partial(run, text=strip_mention(body["event"].get("text", ""))))


async def written(ack: Any, body: Body, intake: Intake) -> None:
    """A line in a direct message; everything else that is written is none of the bot's business."""
    await ack()
    event = body["event"]
    if event.get("channel_type") == "im" and not event.get("subtype") and not event.get("bot_id"):
        intake.take(body, partial(run, text=strip_mention(event.get("text", ""))))
