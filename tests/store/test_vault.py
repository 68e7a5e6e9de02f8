"""A token on disk opens with the right key, in its own row, and nowhere else."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.store.vault import Fingerprints, Vault, VaultError, WrongKey, WrongPlace, new_key

TOKEN = "123456.789.mBoMyfZLZqKHIPKjFjWYfRw9hgfIV9InFC4bHGVw5ND"
ROW = "campaign:7:token"
OLD, NEW = SecretStr(new_key()), SecretStr(new_key())


@given(st.text(), st.text())
def test_what_was_sealed_is_opened(text: str, place: str) -> None:
    vault = Vault([OLD])
    sealed = vault.seal(text, place)
    assert vault.open(sealed, place).get_secret_value() == text
    assert vault.seal(text, place) != sealed


def test_nothing_of_it_shows() -> None:
    vault = Vault([OLD])
    sealed = vault.seal(TOKEN, ROW)
    shown = f"{sealed} {vault!r} {vault.open(sealed, ROW)!r} {Fingerprints(OLD)!r}"
    assert not any(part in shown for part in (*TOKEN.split("."), OLD.get_secret_value()))


def test_ciphertext_moved_to_another_row_does_not_open() -> None:
    vault = Vault([OLD])
    with pytest.raises(WrongPlace, match="another row"):
        vault.open(vault.seal(TOKEN, ROW), "campaign:8:token")


@pytest.mark.parametrize("damage", ["", "x", "gAAAAAB", "ключ"])
def test_without_its_key_or_damaged_it_does_not_open(damage: str) -> None:
    with pytest.raises(WrongKey, match="SECRET_KEY") as caught:
        Vault([NEW]).open(damage or Vault([OLD]).seal(TOKEN, ROW), ROW)
    assert caught.value.__suppress_context__
    assert isinstance(caught.value, VaultError)


def test_rotation_moves_to_the_newest_key_once_and_keeps_the_place() -> None:
    old, both, new = Vault([OLD]), Vault([NEW, OLD]), Vault([NEW])
    sealed = old.seal(TOKEN, ROW)
    rotated = both.rotate(sealed, ROW)
    assert new.open(rotated, ROW).get_secret_value() == TOKEN
    assert both.rotate(rotated, ROW) == rotated
    with pytest.raises(WrongPlace):
        both.rotate(sealed, "campaign:8:token")


def test_a_new_key_is_one_that_fernet_takes() -> None:
    assert Fernet(new_key())


def test_fingerprints_find_what_is_equal_and_survive_a_rotation() -> None:
    key = Fingerprints.new_key()
    sealed = Vault([OLD]).seal(key, "meta:fingerprints")
    rotated = Vault([NEW, OLD]).rotate(sealed, "meta:fingerprints")
    before = Fingerprints(SecretStr(key)).of("token", "app.jaicp.com", TOKEN)
    after = Fingerprints(Vault([NEW]).open(rotated, "meta:fingerprints"))
    assert after.of("token", "app.jaicp.com", TOKEN) == before
    assert len(before) == 43


def test_fingerprints_differ_by_purpose_by_parts_and_by_key() -> None:
    prints = Fingerprints(SecretStr(Fingerprints.new_key()))
    other = Fingerprints(SecretStr(Fingerprints.new_key()))
    found = {
        prints.of("optout", "12025550123"),
        prints.of("contact", "12025550123"),
        prints.of("optout", "1202555", "0123"),
        other.of("optout", "12025550123"),
    }
    assert len(found) == 4
