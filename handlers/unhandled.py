"""Requests that no listener takes: a button or a form of another version, another app's command."""

from __future__ import annotations

from typing import Any

import structlog

from bot.slack.blocks import failures
from handlers.ask import Ask
from handlers.intake import Intake

Body = dict[str, Any]

# What a person did and waits for. Of events and menus nobody waits for an answer.
_DONE_BY_SOMEBODY = frozenset({"block_actions", "view_submission", "shortcut", "message_action"})

_log = structlog.get_logger(__name__)


def unhandled(body: Body, intake: Intake) -> None:
    """Tell whoever waits that nothing came of it: Slack would only show a sign of trouble."""
    kind = "command" if "command" in body else str(body.get("type"))
    _log.warning("unhandled_request", kind=kind)
    if kind in _DONE_BY_SOMEBODY or kind == "command":
        intake.take(body, tell)


async def tell(ask: Ask) -> None:
    """What it was is not known here, so nothing was done."""
    await ask.reply.say(failures.unknown_request(ask.t, ask.command))
