"""The Slack app manifest: what Slack is asked for, and why.

``manifest.yaml`` is the output for Socket Mode and the default command. Every event of
:data:`EVENTS` and every shortcut has a listener, and every scope a use.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.errors import BadInput
from bot.texts import N_

MENTION, HOME_OPENED, DIRECT_MESSAGE = "app_mention", "app_home_opened", "message.im"
CHANNEL_MESSAGE, GROUP_MESSAGE = "message.channels", "message.groups"
FILE_SHARED = "file_shared"
CALL_NUMBERS, ADD_PHONES = "call_numbers", "add_phones"

SCOPES: Mapping[str, str] = {
    "app_mentions:read": "To be commanded by mention, so that commands work in threads.",
    "channels:read": "To hear that a public channel was archived, and to name it.",
    "chat:write": "To post cards, digests and alerts where it was invited.",
    "commands": "For the slash command and the shortcuts.",
    "files:read": "To read contact lists that people upload or drop in a channel.",
    "files:write": "To give reports and bad rows back as files.",
    "groups:read": "The same as channels:read for private channels that it was invited to.",
    "im:history": "To be commanded in direct messages.",
    "im:write": "To answer in direct messages: full numbers, and trouble told to its owner.",
    "usergroups:read": "To give a role to a user group.",
    "users:read": "For people's names, time zones and languages.",
}
OPTIONAL_SCOPES: Mapping[str, str] = {
    "channels:history": (
        "To look whether a post arrived whose answer was lost, not to post twice; and to warn"
        " whoever pastes a campaign's token into a channel."
    ),
    "groups:history": "The same for private channels.",
}
EVENTS: Mapping[str, str | None] = {
    HOME_OPENED: None,
    MENTION: "app_mentions:read",
    "app_uninstalled": None,
    "channel_archive": "channels:read",
    FILE_SHARED: "files:read",
    "group_archive": "groups:read",
    CHANNEL_MESSAGE: "channels:history",
    GROUP_MESSAGE: "groups:history",
    DIRECT_MESSAGE: "im:history",
    "tokens_revoked": None,
}
"""What is listened to, each event with the scope that Slack wants for it."""

_LONG_DESCRIPTION = (
    "Callboard runs JAICP calling campaigns without leaving Slack. Start, pause, resume and stop a"
    " campaign; add phones from a command, a form, a message or a spreadsheet, after seeing what"
    " would be called; read reports; and have digests and alerts come to a channel by themselves."
    " Whatever dials people asks first, and says afterwards what was done."
)


def manifest(
    slash_command: str = "/campaign", public_url: str | None = None, *, socket_mode: bool = True
) -> dict[str, Any]:
    """The manifest for these settings.

    :param public_url: where Slack reaches the bot in HTTP mode.
    :raises BadInput: HTTP mode without ``public_url``.
    """
    if not socket_mode and not public_url:
        message = N_("Slack must know where to reach the bot: set PUBLIC_URL, or SLACK_APP_TOKEN.")
        raise BadInput(message, field="PUBLIC_URL")
    url = None if socket_mode else f"{(public_url or '').rstrip('/')}/slack/events"
    return {
        "display_information": _display_information(),
        "features": _features(slash_command, url),
        "oauth_config": {
            # Slack wants optional scopes in both lists.
            "scopes": {
                "bot": sorted({*SCOPES, *OPTIONAL_SCOPES}),
                "bot_optional": [*OPTIONAL_SCOPES],
            }
        },
        "settings": _settings(url),
    }


def _display_information() -> dict[str, Any]:
    return {
        "name": "Callboard",
        "description": "Run calling campaigns from Slack: control, contact lists, reports, alerts",
        "long_description": _LONG_DESCRIPTION,
        "background_color": "#14453d",
    }


def _features(slash_command: str, url: str | None) -> dict[str, Any]:
    command = {
        "command": slash_command,
        **({"url": url} if url else {}),
        "description": "Run a calling campaign",
        "usage_hint": "[status | pause | resume | add | report | digest | alerts | help]",
        "should_escape": True,
    }
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "callboard", "always_online": True},
        "shortcuts": [
            _shortcut("Call these numbers", "message", CALL_NUMBERS, "Add a message's numbers"),
            _shortcut("Add phones", "global", ADD_PHONES, "Add numbers or a file to a campaign"),
        ],
        "slash_commands": [command],
    }


def _shortcut(name: str, kind: str, callback_id: str, description: str) -> dict[str, str]:
    return {
        "name": name,
        "type": kind,
        "callback_id": callback_id,
        "description": description,
    }


def _settings(url: str | None) -> dict[str, Any]:
    options = {"request_url": url, "message_menu_options_url": url} if url else {}
    return {
        "event_subscriptions": {
            **({"request_url": url} if url else {}),
            "bot_events": [*EVENTS],
        },
        "interactivity": {"is_enabled": True, **options},
        "org_deploy_enabled": False,
        "socket_mode_enabled": url is None,
        "token_rotation_enabled": False,
    }


def as_yaml(value: Mapping[str, Any]) -> str:
    """The manifest as people like to read it; Slack takes YAML and JSON."""
    import yaml  # Only the verb `manifest` needs it.

    return str(yaml.safe_dump(dict(value), sort_keys=False, allow_unicode=True, width=100))
