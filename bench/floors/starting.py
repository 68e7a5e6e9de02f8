"""The libraries that the bot needs, imported, and the database opened."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiosqlite

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
    async with aiosqlite.connect(options["database"]) as db:
        await db.execute_fetchall("SELECT count(*) FROM campaign")

        async def lap() -> Sample:
            return {"memory": resident_megabytes()}

        yield lap
