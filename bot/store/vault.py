"""Encryption of campaign tokens, and fingerprints that find a secret without opening any.

A sealed text is bound to its row: the place it belongs to is sealed in with it and checked when it
is opened, so that ciphertext which somebody moved to another row does not open there.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

import orjson
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import SecretStr

from bot.errors import CallboardError
from bot.texts import N_


class VaultError(CallboardError):
    """A sealed text cannot be opened."""


class WrongKey(VaultError):
    """No key of SECRET_KEY opens it, or it was damaged."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "No key in SECRET_KEY opens what is stored. Put the key back that was in use,"
                " after a new one if there is one: new,old."
            )
        )


class WrongPlace(VaultError):
    """It was sealed for another row."""

    def __init__(self) -> None:
        super().__init__(
            N_("A stored secret belongs to another row of the database. Enter it anew.")
        )


def new_key() -> str:
    """A fresh key for SECRET_KEY."""
    return Fernet.generate_key().decode()


class Vault:
    """Seals with the newest key, opens with any. ``bound_to`` names a row: ``campaign:7:token``."""

    def __init__(self, keys: Iterable[SecretStr]) -> None:
        fernets = [Fernet(key.get_secret_value()) for key in keys]
        self._newest = fernets[0]
        self._all = MultiFernet(fernets)

    def __repr__(self) -> str:
        return "Vault()"

    def seal(self, text: str, bound_to: str) -> str:
        """Encrypt; the same text gives another ciphertext each time."""
        return self._newest.encrypt(orjson.dumps([bound_to, text])).decode()

    def open(self, sealed: str, bound_to: str) -> SecretStr:
        """Decrypt. Raises :class:`WrongKey` or :class:`WrongPlace`."""
        try:
            envelope = self._all.decrypt(sealed.encode())
        except InvalidToken:
            raise WrongKey from None
        place, text = orjson.loads(envelope)
        if place != bound_to:
            raise WrongPlace
        return SecretStr(text)

    def rotate(self, sealed: str, bound_to: str) -> str:
        """The same under the newest key; unchanged if it is already."""
        text = self.open(sealed, bound_to)
        if self._is_newest(sealed):
            return sealed
        return self.seal(text.get_secret_value(), bound_to)

    def _is_newest(self, sealed: str) -> bool:
        try:
            self._newest.decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True


class Fingerprints:
    """Keyed hashes by which equal secrets or numbers are found, and nothing is learnt.

    The key is random, made once, and kept in the database sealed by the vault. So a change of
    SECRET_KEY re-seals it and changes no fingerprint, and a stolen database without SECRET_KEY
    does not allow all numbers of a country to be tried.
    """

    def __init__(self, key: SecretStr) -> None:
        self._key = base64.urlsafe_b64decode(key.get_secret_value())

    def __repr__(self) -> str:
        return "Fingerprints()"

    @staticmethod
    def new_key() -> str:
        """Text of 32 random bytes, to be sealed and stored."""
        return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()

    def of(self, purpose: str, *parts: str) -> str:
        """43 characters, the same for the same parts and purpose only."""
        message = orjson.dumps([purpose, *parts])
        digest = hmac.digest(self._key, message, hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")
