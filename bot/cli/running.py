"""Starts a process of the bot, and says in words why one cannot start."""

from __future__ import annotations

import asyncio
import sys

from bot.app.serving import run
from bot.errors import CallboardError
from bot.logs import configure_logs
from bot.settings import Settings, SettingsError, load_settings
from bot.slack.client import SlackTrouble
from bot.slack.socket import AppTokenRefused

_ONE_PROCESS = (
    "SQLite means one process: run `python -m bot serve`. "
    "For `worker` and `--no-scheduler` set DATABASE_URL to a PostgreSQL."
)


def run_process(*, slack: bool, scheduler: bool) -> int:
    """Run until told to stop; 1 if it could not start."""
    try:
        settings = load_settings()
    except SettingsError as error:
        return _cannot(str(error))
    if settings.is_sqlite and not (slack and scheduler):
        return _cannot(_ONE_PROCESS)
    configure_logs(settings.log_level, settings.log_format, secrets=secrets_of(settings))
    try:
        asyncio.run(run(settings, slack=slack, scheduler=scheduler))
    except (CallboardError, SlackTrouble, AppTokenRefused) as error:
        return _cannot(str(error))
    return 0


def secrets_of(settings: Settings) -> list[str]:
    """What must never stand in a log line."""
    hidden = [
        settings.slack_bot_token,
        settings.slack_app_token,
        settings.slack_signing_secret,
        *settings.secret_key,
    ]
    return [one.get_secret_value() for one in hidden if one is not None]


def _cannot(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1
