"""Starts a process of the bot, and says in words why one cannot start."""

from __future__ import annotations

import asyncio
import sys

from bot.app.serving import run
from bot.logs import configure_logs
from bot.settings import Settings, load_settings

_ONE_PROCESS = (
    "SQLite means one process: run `python -m bot serve`. "
    "For `worker` and `--no-scheduler` set DATABASE_URL to a PostgreSQL."
)


def run_process(*, slack: bool, scheduler: bool) -> int:
    """Run until told to stop; 1 if it could not start."""
    settings = load_settings()
    if settings.is_sqlite and not (slack and scheduler):
        print(_ONE_PROCESS, file=sys.stderr)
        return 1
    configure_logs(settings.log_level, settings.log_format, secrets=secrets_of(settings))
    asyncio.run(run(settings, slack=slack, scheduler=scheduler))
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
