"""Encrypt everything anew with the newest key of SECRET_KEY."""

from __future__ import annotations

import argparse
import asyncio

from bot.cli.telling import telling
from bot.errors import NotFound
from bot.services.hosts import bound_to
from bot.settings import Settings, load_settings
from bot.store import campaigns, secrets
from bot.store.engine import open_database
from bot.store.migrate import is_current
from bot.store.vault import Vault
from bot.texts import N_

# A mistyped DATABASE_URL must not end in "the older keys can be removed now".
_NOTHING_THERE = N_(
    "DATABASE_URL names no database of this version of Callboard. Nothing was changed; run "
    "`python -m bot migrate` if it is the right one."
)


def add(verb: argparse.ArgumentParser) -> None:
    """No arguments."""


@telling
def run(arguments: argparse.Namespace) -> int:
    """Rotate and say how much; the old keys can then be taken out of SECRET_KEY."""
    many = asyncio.run(_rotate(load_settings(needs={"database", "key"})))
    print(f"{many} secrets are encrypted with the newest key. The older keys can be removed now.")
    return 0


async def _rotate(settings: Settings) -> int:
    path = settings.sqlite_path
    if path is not None and not path.exists():
        raise NotFound(_NOTHING_THERE)
    vault, db = Vault(settings.secret_key), open_database(settings.database_url)
    try:
        if not await is_current(db):
            raise NotFound(_NOTHING_THERE)
        async with db.begin() as tx:
            tokens = await campaigns.sealed_tokens(tx)
            for campaign_id, sealed in tokens:
                fresh = vault.rotate(sealed, bound_to(campaign_id))
                await campaigns.change(tx, campaign_id, token_sealed=fresh)
            return len(tokens) + await secrets.rotate(tx, vault)
    finally:
        await db.close()
