"""Keys of the bot's own making, sealed by SECRET_KEY."""

from __future__ import annotations

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.store.engine import Database
from bot.store.schema import secret
from bot.store.transaction import Transaction
from bot.store.vault import Fingerprints, Vault

_FINGERPRINTS = "fingerprints"


def _bound_to(name: str) -> str:
    return f"secret:{name}"


async def fingerprints(db: Database, vault: Vault) -> Fingerprints:
    """The fingerprints of this database; their key is made at the first start."""
    async with db.begin() as tx:
        sealed = await _find(tx) or await _make(tx, vault)
    return Fingerprints(vault.open(sealed, _bound_to(_FINGERPRINTS)))


async def is_opened_by(tx: Transaction, vault: Vault) -> bool:
    """Whether anything is stored yet; a vault that does not open it raises ``VaultError``."""
    sealed = await _find(tx)
    if sealed is not None:
        vault.open(sealed, _bound_to(_FINGERPRINTS))
    return sealed is not None


async def _find(tx: Transaction) -> str | None:
    sealed: str | None = await tx.scalar(
        select(secret.c.sealed).where(secret.c.name == _FINGERPRINTS)
    )
    return sealed


async def _make(tx: Transaction, vault: Vault) -> str:
    sealed = vault.seal(Fingerprints.new_key(), _bound_to(_FINGERPRINTS))
    try:
        async with tx.begin_nested():
            await tx.execute(insert(secret).values(name=_FINGERPRINTS, sealed=sealed))
    except IntegrityError:
        # Another process starting at the same time has made one; there is but one.
        return await _find(tx) or sealed
    return sealed


async def rotate(tx: Transaction, vault: Vault) -> int:
    """Seal every key anew under the newest SECRET_KEY; how many there are."""
    rows = (await tx.execute(select(secret.c.name, secret.c.sealed))).all()
    for name, sealed in rows:
        fresh = vault.rotate(sealed, _bound_to(name))
        await tx.execute(update(secret).where(secret.c.name == name).values(sealed=fresh))
    return len(rows)
