"""Bring the database to the current schema."""

from __future__ import annotations

import argparse
import asyncio

from bot.cli.telling import telling
from bot.settings import Settings, load_settings
from bot.store.engine import open_database
from bot.store.migrate import upgrade


def add(verb: argparse.ArgumentParser) -> None:
    """No arguments."""


@telling
def run(arguments: argparse.Namespace) -> int:
    """Migrate and say where the database stands."""
    revision = asyncio.run(_upgrade(load_settings(needs={"database"})))
    print(f"The database is at revision {revision}.")
    return 0


async def _upgrade(settings: Settings) -> str | None:
    db = open_database(settings.database_url)
    try:
        return await upgrade(db)
    finally:
        await db.close()
