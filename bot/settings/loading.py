"""Reading the settings, and the one list of everything that is wrong with them."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dotenv import dotenv_values
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.settings.model import Settings

Need = Literal["slack", "http", "key", "database", "work"]

EVERYTHING: frozenset[Need] = frozenset({"slack", "http", "key", "database", "work"})

_NEEDED_FOR: dict[str, Need] = {
    "slack_bot_token": "slack",
    "slack_app_token": "slack",
    "slack_signing_secret": "slack",
    "slack_api_url": "slack",
    "admin_users": "slack",
    "public_url": "http",
    "slash_command": "http",
    "host": "http",
    "port": "http",
    "secret_key": "key",
    "database_url": "database",
}
_ALWAYS = {"log_level", "log_format"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong variable, and in words what is wrong and how to mend it. Holds no value of it."""

    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.name}: {self.text}"


class SettingsError(Exception):
    """The settings are wrong; the text is a list of every fault, with no secret in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        title = "One setting is wrong:" if count == 1 else f"{count} settings are wrong:"
        super().__init__("\n".join([title, *(f"  - {fault}" for fault in self.faults)]))


def load_settings(
    needs: Iterable[Need] = EVERYTHING,
    *,
    env_file: Path | None = Path(".env"),
) -> Settings:
    """Read the environment, and ``.env`` for what it does not say.

    ``needs`` names what the verb will use: ``slack``, ``http`` (address, port, the manifest's
    names), ``key``, ``database``, ``work`` (all that watching and adding go by). What is not
    needed may be missing or wrong; a wrong value then counts as unset. Raises
    :class:`SettingsError`.
    """
    wanted = frozenset(needs)
    try:
        settings, faults = _read(env_file)
    except (UnicodeDecodeError, OSError):
        raise SettingsError([Fault(str(env_file), "no text in UTF-8 that may be read")]) from None
    kept = [fault for fault in faults if _is_wanted(fault.name.lower(), wanted)]
    kept += _missing(settings, wanted, faulty={fault.name for fault in faults})
    if kept:
        raise SettingsError(_with_hints(kept, _names_in(env_file)))
    return settings


def _is_wanted(field: str, needs: frozenset[Need]) -> bool:
    return field in _ALWAYS or _NEEDED_FOR.get(field, "work") in needs


def _read(env_file: Path | None) -> tuple[Settings, list[Fault]]:
    """The settings with every wrong variable at its default, and the faults of those."""
    read: Any = Settings  # Its own arguments, `_env_file` among them, are not in its signature.
    try:
        return read(_env_file=env_file), []
    except ValidationError as error:
        faults = _faults_of(error)
    defaults = {fault.name.lower(): _default(fault.name.lower()) for fault in faults}
    return read(_env_file=env_file, **defaults), faults


def _default(field: str) -> Any:
    return Settings.model_fields[field].get_default()


def _faults_of(error: ValidationError) -> list[Fault]:
    """One fault a variable: a list with three bad parts is one thing to mend."""
    found: dict[str, Fault] = {}
    for detail in error.errors(include_url=False, include_input=False):
        name = str(detail["loc"][0]).upper()
        found.setdefault(name, Fault(name, _words(detail)))
    return list(found.values())


def _words(detail: ErrorDetails) -> str:
    text = detail["msg"].removeprefix("Value error, ").replace("Input should be", "it should be")
    place = detail["loc"][1] if len(detail["loc"]) > 1 else None
    return f"entry {place + 1}: {text}" if isinstance(place, int) else text


def _missing(settings: Settings, needs: frozenset[Need], faulty: set[str]) -> list[Fault]:
    return [
        Fault(name, text)
        for need, name, is_missing, text in _rules(settings)
        if need in needs and is_missing and name not in faulty
    ]


def _rules(settings: Settings) -> list[tuple[Need, str, bool, str]]:
    return [
        (
            "slack",
            "SLACK_BOT_TOKEN",
            not settings.slack_bot_token.get_secret_value(),
            _NO_BOT,
        ),
        ("slack", "SLACK_APP_TOKEN", not _has_a_way_in(settings), _NO_WAY_IN),
        ("key", "SECRET_KEY", not settings.secret_key, _NO_KEY),
        ("http", "PORT", settings.port == 0 and not settings.socket_mode, _NO_PORT),
    ]


def _has_a_way_in(settings: Settings) -> bool:
    return bool(settings.slack_app_token or settings.slack_signing_secret)


_NO_BOT = (
    "missing. It begins with xoxb- and stands on the page “OAuth & Permissions” of your app at"
    " https://api.slack.com/apps"
)
_NO_WAY_IN = (
    "missing, and SLACK_SIGNING_SECRET too; one of them is needed. For Socket Mode make an"
    " app-level token (xapp-…, scope connections:write); for HTTP take the signing secret."
    " Both stand on the page “Basic Information” of your app"
)
_NO_KEY = "missing. `python -m bot key` prints one; keep it as you keep the database"
_NO_PORT = "0 turns the health page off in Socket Mode; without SLACK_APP_TOKEN a port is needed"


def _names_in(env_file: Path | None) -> set[str]:
    from_file: Mapping[str, str | None] = {}
    if env_file is not None and env_file.is_file():
        from_file = dotenv_values(env_file)
    return {name.upper() for name in (*os.environ, *from_file)}


def _with_hints(faults: list[Fault], present: set[str]) -> list[Fault]:
    """Say so where a variable that nobody reads looks like the one that is missing."""
    known = {name.upper() for name in Settings.model_fields}
    strangers = sorted(present - known)
    return [_with_hint(fault, strangers) for fault in faults]


def _with_hint(fault: Fault, strangers: list[str]) -> Fault:
    close = difflib.get_close_matches(fault.name, strangers, n=1, cutoff=0.8)
    if not close:
        return fault
    return Fault(fault.name, f"{fault.text}. {close[0]} is set: was {fault.name} meant?")
