"""The bot as a contestant: the real one, met through base URLs, on a database of its own."""

from __future__ import annotations

import shutil
import socket
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy.engine import make_url

from bench.stands.slack import APP_TOKEN, PERSON, SECRET, TOKEN
from bot.app import memory
from bot.app.parts import Parts
from bot.app.serving import running
from bot.logs import configure_logs
from bot.settings import Settings

# Of no value: every process of a benchmark must open what another one sealed.
KEY = "YmVuY2gtYmVuY2gtYmVuY2gtYmVuY2gtYmVuY2gtMTI="


def settings_for(options: Mapping[str, Any], database: Path, **more: Any) -> Settings:
    """The settings of a process of the bot before these stands."""
    values: dict[str, Any] = {
        "slack_bot_token": SecretStr(TOKEN),
        "slack_api_url": f"{options['slack']}/api/",
        "database_url": make_url(f"sqlite:///{database}"),
        "secret_key": (SecretStr(KEY),),
        "calls_hosts": (options["host"],) if "host" in options else (),
        "admin_users": (PERSON,),
        "host": "127.0.0.1",
        "port": 0,
    }
    if options.get("socket"):
        values["slack_app_token"] = SecretStr(APP_TOKEN)
    else:
        values["slack_signing_secret"] = SecretStr(SECRET)
    defaults = {name: one.get_default() for name, one in Settings.model_fields.items()}
    return Settings.model_construct(**{**defaults, **values, **more})


@asynccontextmanager
async def at_work(
    options: Mapping[str, Any],
    *,
    at: Path | None = None,
    slack: bool = True,
    scheduler: bool = True,
    **more: Any,
) -> AsyncIterator[Parts]:
    """A process of the bot at work, on the database ``at`` a path, else on an empty one."""
    configure_logs(options.get("log_level", "info"), "json", stream=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        settings = settings_for(options, at or Path(folder) / "callboard.db", **more)
        async with running(settings, slack=slack, scheduler=scheduler) as parts:
            memory.settle()
            yield parts


@contextmanager
def copied(database: str | Path) -> Iterator[Path]:
    """A copy that a lap may change."""
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        path = Path(folder) / "callboard.db"
        shutil.copyfile(database, path)
        yield path


@contextmanager
def copied_bare(database: str | Path) -> Iterator[sqlite3.Connection]:
    """The same for a floor: a bare connection that commits where it says so."""
    with copied(database) as path, closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        yield db


def free_port() -> int:
    """A loopback port that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
