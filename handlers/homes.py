"""Drawing App Home: when it is opened, and after whatever was done on it."""

from __future__ import annotations

import structlog

from bot.errors import CallboardError
from bot.slack.blocks.home import home
from bot.slack.client import SlackTrouble
from handlers.ask import Ask

_log = structlog.get_logger(__name__)


async def draw(ask: Ask) -> None:
    """Draw it as of now."""
    facts = await ask.services.homes.facts(ask.actor_in(None))
    await ask.reply.publish(home(ask.t, facts, ask.zone, ask.command))


async def redraw(ask: Ask) -> None:
    """The same after a click or a form: what was done has been answered, whatever comes of this."""
    try:
        await draw(ask)
    except (CallboardError, SlackTrouble) as error:
        _log.warning("home_not_redrawn", reason=type(error).__name__)
