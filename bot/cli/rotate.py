"""Encrypt everything anew with the newest key of SECRET_KEY."""

from __future__ import annotations

import argparse
import asyncio

from bot.cli.screen import Screen, Step, offer_json
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


EXAMPLES = """\
to change the key:
  1. put a new one in front:      SECRET_KEY=$(python -m bot key),OLD
  2. restart, then:               python -m bot rotate
  3. take OLD out and restart
"""


def add(verb: argparse.ArgumentParser) -> None:
    """``--json`` for machines."""
    offer_json(verb)


@telling
def run(arguments: argparse.Namespace) -> int:
    """Rotate and say how much; the old keys can then be taken out of SECRET_KEY."""
    screen = Screen.of(arguments)
    settings = load_settings(needs={"database", "key"})
    with screen.step("Encrypting everything anew") as step:
        many = asyncio.run(_rotate(settings, step))
    text = f"{many} secrets are encrypted with the newest key. The older keys can be removed now."
    screen.result(text, secrets=many)
    return 0


async def _rotate(settings: Settings, step: Step) -> int:
    path = settings.sqlite_path
    if path is not None and not path.exists():
        raise NotFound(_NOTHING_THERE)
    vault, db = Vault(settings.secret_key), open_database(settings.database_url)
    try:
        if not await is_current(db):
            raise NotFound(_NOTHING_THERE)
        async with db.begin() as tx:
            tokens = await campaigns.sealed_tokens(tx)
            for number, (campaign_id, sealed) in enumerate(tokens, 1):
                fresh = vault.rotate(sealed, bound_to(campaign_id))
                await campaigns.change(tx, campaign_id, token_sealed=fresh)
                step.draw(f"{number} of {len(tokens)}")
            return len(tokens) + await secrets.rotate(tx, vault)
    finally:
        await db.close()
