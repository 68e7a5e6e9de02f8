"""Send again, pressed under a file that may not have arrived."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.slack.metadata import PostRef
from handlers.ask import Ask
from handlers.intake import Intake

Body = dict[str, Any]


async def again_pressed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """The file and its text once more."""
    await ack()
    intake.take(body, partial(send_again, value=action.get("value")))


async def send_again(ask: Ask, value: str | None) -> None:
    """Queue it; the message that was pressed loses its button."""
    await ask.services.files.send_again(ask.actor, PostRef.decode(value).post)
