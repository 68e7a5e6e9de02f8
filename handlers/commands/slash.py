"""The command as typed: by slash command, by mention, or by a button that carries its text."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.slack.slash import parse
from handlers.ask import Ask
from handlers.commands.table import WORK
from handlers.intake import Intake


async def slash(ack: Any, body: dict[str, Any], intake: Intake) -> None:
    """``/campaign …``"""
    await ack()
    intake.take(body, partial(run, text=body.get("text", "")))


async def run(ask: Ask, text: str) -> None:
    """Do what the text says."""
    intent = parse(text)
    await WORK[type(intent)](ask, intent)
