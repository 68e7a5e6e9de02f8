"""Buttons that stand for a command: help's runnable examples, and Connect."""

from __future__ import annotations

from functools import partial
from typing import Any

from handlers.commands.campaigns import connect
from handlers.commands.slash import run
from handlers.intake import Intake

Body = dict[str, Any]


async def run_pressed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """A command's text was pressed rather than typed: it is read as if it had been typed."""
    await ack()
    intake.take(body, partial(run, text=str(action.get("value") or "")))


async def pause_all_pressed(ack: Any, body: Body, intake: Intake) -> None:
    """Pause everything; Slack has asked whether that is meant."""
    await ack()
    intake.take(body, partial(run, text="pause all"))


async def connect_pressed(ack: Any, body: Body, intake: Intake) -> None:
    """The form for connecting a campaign."""
    await ack()
    intake.take(body, connect)
