"""``help``: made from the table that the parser uses."""

from __future__ import annotations

from bot.slack import slash
from bot.slack.blocks import helping as blocks
from handlers.ask import Ask


async def help_(ask: Ask, intent: slash.Help) -> None:
    """All verbs, or one with its examples."""
    await ask.reply.say(blocks.help_message(ask.t, intent.verb, ask.command))
