"""Bring the database to the current schema."""

from __future__ import annotations

import argparse
import asyncio

from bot.cli.screen import Screen, offer_json
from bot.cli.telling import telling
from bot.settings import Settings, load_settings
from bot.store.engine import open_database
from bot.store.migrate import current_revision, upgrade

EXAMPLES = """\
examples:
  python -m bot migrate            before a new version starts; serve does it by itself
  python -m bot migrate --json     {"ok": true, "revision": "0001", "before": null}
"""


def add(verb: argparse.ArgumentParser) -> None:
    """``--json`` for machines."""
    offer_json(verb)


@telling
def run(arguments: argparse.Namespace) -> int:
    """Migrate and say where the database stands."""
    screen = Screen.of(arguments)
    before, revision = asyncio.run(_upgrade(load_settings(needs={"database"}), screen))
    text = f"The database is at revision {revision}."
    screen.result(text, revision=revision, before=before)
    return 0


async def _upgrade(settings: Settings, screen: Screen) -> tuple[str | None, str | None]:
    """The revision that the database was at, and the one that it is at now."""
    db = open_database(settings.database_url)
    try:
        with screen.step("Bringing the database to the current schema") as step:
            before = await current_revision(db)
            return before, await upgrade(db, on_revision=step.draw)
    finally:
        await db.close()
