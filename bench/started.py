"""The bot as ``python -m bot serve`` starts it, in the same order: ``bot/__main__.py`` and on."""

from __future__ import annotations

from bot.app import memory

with memory.held():
    import os
    from collections.abc import Mapping
    from contextlib import asynccontextmanager
    from typing import Any

    from bench.house import KEY, free_port
    from bench.meters import resident_megabytes
    from bench.runner.rows import Laps, Sample
    from bench.stands.slack import SECRET, TOKEN
    from bot.app.serving import running
    from bot.cli import parser
    from bot.cli.running import secrets_of
    from bot.logs import configure_logs
    from bot.settings import load_settings


def _environment(options: Mapping[str, Any]) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": f"{options['slack']}/api/",
        "DATABASE_URL": f"sqlite:///{options['database']}",
        "SECRET_KEY": KEY,
        "CALLS_HOSTS": options["host"],
        "HOST": "127.0.0.1",
        "PORT": str(free_port()),
        "LOG_FORMAT": "json",
    }


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """The whole bot, with its HTTP front."""
    os.environ |= _environment(options)
    parser.parser().parse_args(["serve"])
    settings = load_settings(env_file=None)
    configure_logs(settings.log_level, settings.log_format, secrets=secrets_of(settings))
    async with running(settings):
        memory.settle()

        async def lap() -> Sample:
            return {"memory": resident_megabytes()}

        yield lap
