"""Bolt's app with every listener, and the intake behind them."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from bot.app.parts import Parts
from bot.slack.client import Myself
from bot.slack.reply import Voice
from bot.tasks import Tasks
from handlers import register
from handlers.intake import Intake
from handlers.unhandled import unhandled

_log = structlog.get_logger(__name__)


def slack_app(parts: Parts, myself: Myself, tasks: Tasks) -> AsyncApp:
    """The app that Slack's requests are dispatched to.

    ``process_before_response`` makes an ack 0.4 ms instead of a poll of 10 ms; the signature was
    checked by the gate in front of it, and Socket Mode has none.
    """
    with _without("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
        app = AsyncApp(
            name="callboard",  # Else Bolt reads the sources of the whole stack to find one: 60 ms.
            process_before_response=True,
            request_verification_enabled=False,
            raise_error_for_unhandled_request=True,
            **myself.for_bolt(),
        )
    intake = Intake(
        services=parts.services,
        voice=Voice(parts.clients),
        tasks=tasks,
        command=parts.settings.slash_command,
        metrics=parts.metrics,
    )
    register(app, intake)
    app.error(_acked(intake))
    return app


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Bolt takes its tokens from the environment unasked, past our settings: hide them from it."""
    hidden = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(hidden)


def _acked(intake: Intake) -> Callable[..., Awaitable[BoltResponse]]:
    """What no listener takes, or raises before its work reaches the intake: acked all the same, so
    that Slack neither retries it nor tells the person that the app does not answer."""

    async def failed(error: Exception, body: dict[str, Any]) -> BoltResponse:
        if isinstance(error, BoltUnhandledRequestError):
            unhandled(body, intake)
        else:
            _log.error("listener_failed", exc_info=error)
        return BoltResponse(status=200, body="")

    return failed
