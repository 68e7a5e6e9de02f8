"""Slack's own words: commands, actions, views, shortcuts, events, options; a file a topic.

A listener acks, hands its work to the intake, and is done. Its parameters are plain names that
Bolt injects: ``ack``, ``body``, and ``intake``, which :func:`register` puts into the context.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from handlers import actions, commands, events, options, shortcuts, views
from handlers.intake import Intake


def register(app: AsyncApp, intake: Intake) -> None:
    """Join every listener to the app."""

    async def give_intake(context: AsyncBoltContext, next: Callable[[], Awaitable[Any]]) -> None:  # noqa: A002 - Bolt injects by this name.
        context["intake"] = intake
        await next()

    app.middleware(give_intake)
    commands.register(app, intake.command)
    for folder in (actions, views, shortcuts, events, options):
        folder.register(app)
