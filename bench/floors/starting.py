"""The libraries that the bot needs, imported, and the database opened.

A plain import, as everybody writes it: the garbage collector works meanwhile, as ours does not
(`bot.app.memory`).
"""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Mapping
from contextlib import asynccontextmanager, closing
from typing import Any

from bench.meters import resident_megabytes
from bench.runner.rows import Laps, Sample

_LIBRARIES = (
    *("slack_bolt.async_app", "slack_sdk.web.async_client", "slackblocks", "aiohttp.web"),
    *("httpx", "orjson", "stamina", "apscheduler.schedulers.asyncio", "cronsim", "pydantic"),
    *("pydantic_settings", "sqlalchemy.ext.asyncio", "sqlalchemy.dialects.postgresql", "psycopg"),
    *("alembic.command", "cryptography.fernet", "phonenumbers", "python_calamine", "xlsxwriter"),
    *("charset_normalizer", "babel.core", "structlog", "prometheus_client"),
)


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """No more than that."""
    for library in _LIBRARIES:
        importlib.import_module(library)
    with closing(sqlite3.connect(options["database"])) as db:
        db.execute("SELECT count(*) FROM campaign").fetchall()

        async def lap() -> Sample:
            return {"memory": resident_megabytes()}

        yield lap
