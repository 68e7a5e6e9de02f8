"""The command as typed: by slash command, by mention, or by a button that carries its text."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.slack.blocks import failures
from bot.slack.slash import looks_secret, parse, verb_of
from handlers.ask import Ask
from handlers.commands.table import WORK
from handlers.intake import Intake


async def slash(ack: Any, body: dict[str, Any], intake: Intake) -> None:
    """``/campaign …``"""
    await ack()
    intake.take(body, partial(run, text=body.get("text", "")))


async def run(ask: Ask, text: str) -> None:
    """Do what the text says, unless it holds a secret: then it is not even parsed."""
    if looks_secret(text):
        await warn(ask)
        return
    intent = parse(text)
    with ask.counted(verb_of(intent)):
        await WORK[type(intent)](ask, intent)


async def warn(ask: Ask) -> None:
    """Tell the author alone that a secret was shown."""
    await ask.reply.say(failures.pasted_secret(ask.t, ask.command))
    await ask.services.access.audit(ask.actor, "secret", "warned")
