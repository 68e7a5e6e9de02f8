"""The app manifest: which commands, shortcuts, events and scopes the app has declared."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from simulators.slack.shapes import Json

REPOSITORY = Path(__file__).resolve().parents[2]

_SCOPES = (
    "commands",
    "chat:write",
    "app_mentions:read",
    "im:history",
    "im:write",
    "files:read",
    "files:write",
    "users:read",
    "usergroups:read",
    "channels:read",
    "groups:read",
    "channels:history",
    "groups:history",
)

_EVENTS = (
    "app_home_opened",
    "app_mention",
    "file_shared",
    "member_joined_channel",
    "message.im",
)

PLAIN: Json = {
    "display_information": {"name": "Callboard"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "callboard"},
        "slash_commands": [{"command": "/campaign", "description": "Calling campaigns"}],
        "shortcuts": [
            {"name": "Call these numbers", "type": "message", "callback_id": "call_these_numbers"},
            {"name": "Add phones", "type": "global", "callback_id": "add_phones"},
        ],
    },
    "oauth_config": {"scopes": {"bot": list(_SCOPES)}},
    "settings": {
        "event_subscriptions": {"bot_events": list(_EVENTS)},
        "interactivity": {"is_enabled": True},
    },
}
"""A manifest with a command and both kinds of shortcuts, for when there is no file."""


@dataclass(frozen=True)
class Command:
    """A slash command; ``should_escape`` turns names into ``<@U…|name>`` in its text.

    ``description`` and ``hint`` (of its usage) are what completion shows.
    """

    name: str
    should_escape: bool = False
    description: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Shortcut:
    """A shortcut, on a ``message`` or ``global``."""

    name: str
    kind: str
    callback_id: str
    description: str = ""


@dataclass(frozen=True)
class Manifest:
    """What the app has declared; Slack delivers and shows nothing else."""

    app_name: str
    description: str
    bot_name: str
    commands: dict[str, Command]
    shortcuts: tuple[Shortcut, ...]
    events: frozenset[str]
    scopes: tuple[str, ...]
    home_tab: bool
    messages_tab: bool
    interactivity: bool

    @classmethod
    def read(cls, source: Json | Path | str | None) -> Manifest:
        """From a dict, a YAML or JSON file, or (None) the repository's ``manifest.yaml``."""
        if isinstance(source, dict):
            return cls.parse(source)
        path = Path(source) if source else REPOSITORY / "manifest.yaml"
        if source is None and not path.exists():
            return cls.parse(PLAIN)
        return cls.parse(_read_yaml(path))

    @classmethod
    def parse(cls, data: Json) -> Manifest:
        """From the content of a manifest."""
        features = data.get("features", {})
        home = features.get("app_home", {})
        scopes = data.get("oauth_config", {}).get("scopes", {})
        settings = data.get("settings", {})
        return cls(
            app_name=data["display_information"]["name"],
            description=str(data["display_information"].get("long_description", "")).strip(),
            bot_name=features.get("bot_user", {}).get("display_name", "bot"),
            commands=_commands(features),
            shortcuts=_shortcuts(features),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
            scopes=tuple(dict.fromkeys(scopes.get("bot", []) + scopes.get("bot_optional", []))),
            home_tab=bool(home.get("home_tab_enabled", False)),
            messages_tab=bool(home.get("messages_tab_enabled", True)),
            interactivity=bool(settings.get("interactivity", {}).get("is_enabled", False)),
        )

    def shortcut(self, name: str, kind: str) -> Shortcut | None:
        """The shortcut with this name or callback id."""
        for one in self.shortcuts:
            if one.kind == kind and name in (one.name, one.callback_id):
                return one
        return None


def _commands(features: Json) -> dict[str, Command]:
    declared = features.get("slash_commands", [])
    return {
        one["command"]: Command(
            one["command"],
            bool(one.get("should_escape", False)),
            one.get("description", ""),
            one.get("usage_hint", ""),
        )
        for one in declared
    }


def _shortcuts(features: Json) -> tuple[Shortcut, ...]:
    declared = features.get("shortcuts", [])
    return tuple(
        Shortcut(one["name"], one["type"], one["callback_id"], one.get("description", ""))
        for one in declared
    )


def _read_yaml(path: Path) -> Any:
    # JSON is YAML too. PyYAML is imported late, because only a file needs it.
    return import_module("yaml").safe_load(path.read_text(encoding="utf-8"))
