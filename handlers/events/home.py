"""App Home is opened."""

from __future__ import annotations

from typing import Any

from bot.slack.blocks.home import home
from handlers.ask import Ask
from handlers.intake import Intake


async def opened(ack: Any, body: dict[str, Any], intake: Intake) -> None:
    """Draw it anew each time: its buttons and figures are of now."""
    await ack()
    if body["event"].get("tab", "home") == "home":
        intake.take(body, draw)


async def draw(ask: Ask) -> None:
    """Draw it."""
    facts = await ask.services.homes.facts(ask.actor_in(None))
    await ask.reply.publish(home(ask.t, facts, ask.zone, ask.command))
