"""How each variable's text becomes a value; a ``ValueError`` says what is wrong and how to mend it.

No message repeats a value, because a secret may have been pasted into the wrong variable.
"""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cryptography.fernet import Fernet
from phonenumbers import SUPPORTED_REGIONS
from pydantic import SecretStr
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

_DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+aiosqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}
_TOKENS = {
    "xoxb-": "a bot token, for SLACK_BOT_TOKEN",
    "xapp-": "an app-level token, for SLACK_APP_TOKEN",
    "xoxp-": "a user token, which Callboard does not use",
    "xoxe": "a configuration or rotating token, which Callboard does not use",
}


def split_list(text: object) -> object:
    """The parts of a list written with commas; what is no text is left as it came."""
    if not isinstance(text, str):
        return text
    return tuple(part for part in re.split(r"[,\s]+", text) if part)


def slack_token(token: SecretStr, prefix: str) -> SecretStr:
    """A Slack token of the kind that begins with ``prefix``, or none."""
    text = token.get_secret_value()
    if not text or re.fullmatch(rf"{prefix}[!-~]+", text):
        return token
    for other, kind in _TOKENS.items():
        if text.startswith(other) and other != prefix:
            raise ValueError(f"this is {kind}; the one for here begins with {prefix}")
    raise ValueError(f"no Slack token of the right kind: it begins with {prefix}")


def signing_secret(secret: SecretStr) -> SecretStr:
    """The app's signing secret: any one word that is no token."""
    text = secret.get_secret_value()
    if re.search(r"\s", text) or not text.isascii():
        raise ValueError("one word of letters and digits: copy it whole, and nothing around it")
    for prefix, kind in _TOKENS.items():
        if text.startswith(prefix):
            raise ValueError(f"this is {kind}; the signing secret is another value")
    return secret


def secret_keys(keys: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
    """Fernet keys, newest first."""
    for place, key in enumerate(keys, start=1):
        try:
            Fernet(key.get_secret_value())
        except ValueError:
            which = f"key {place} of {len(keys)}" if len(keys) > 1 else "it"
            raise ValueError(
                f"{which} is no key: `python -m bot key` prints one"
                " (44 characters of URL-safe base64); several are separated by commas"
            ) from None
    return keys


def database_url(text: object) -> object:
    """A SQLAlchemy URL with the driver of its database; its query stays as it is."""
    if not isinstance(text, str):
        return text
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise ValueError(f"no database URL. {_URL_FORMS}") from None
    if url.drivername not in _DRIVERS:
        raise ValueError(f"a database or driver that Callboard does not know. {_URL_FORMS}")
    url = url.set(drivername=_DRIVERS[url.drivername])
    _check_sqlite_file(url) if url.drivername.startswith("sqlite") else _check_server(url)
    return url


_URL_FORMS = (
    "Write sqlite:///callboard.db (a file in this folder), sqlite:////var/lib/callboard.db"
    " or postgresql://user:password@host:5432/name"
)


def _check_sqlite_file(url: URL) -> None:
    if not url.database or url.database.startswith((":memory:", "file:")) or url.host:
        raise ValueError(f"it names no file. {_URL_FORMS}")
    folder = Path(url.database).parent
    if not folder.is_dir():
        raise ValueError("the folder of that file does not exist: make it, or name another file")


def _check_server(url: URL) -> None:
    if not url.database:
        raise ValueError(f"it names no database. {_URL_FORMS}")


def slash_command(text: str) -> str:
    """A slash command's name with its slash."""
    if not re.fullmatch(r"/[a-z0-9_-]{1,31}", text):
        raise ValueError("a slash, then at most 31 small letters, digits, - and _: /campaign")
    return text


def user_ids(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Slack user IDs."""
    if not all(re.fullmatch(r"[UW][A-Z0-9]{2,}", user) for user in ids):
        raise ValueError(
            "Slack user IDs with commas, such as U024BE7LH: in a person's profile in Slack,"
            " under the three dots, “Copy member ID”"
        )
    return ids


def region(text: str) -> str:
    """A country's two letters, one that the phone library has a number plan for."""
    code = text.upper()
    if code not in SUPPORTED_REGIONS:
        raise ValueError("two letters of a country, such as RU, US or GB")
    return code


def zone(text: object) -> object:
    """An IANA time zone."""
    if not isinstance(text, str):
        return text
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("a time zone's IANA name, such as Europe/Moscow or UTC") from None


def one_word_of(text: object, words: tuple[str, ...]) -> str:
    """One of the words, however it is written in capitals."""
    word = str(text).strip().lower()
    if word not in words:
        raise ValueError("one of " + ", ".join(words))
    return word
