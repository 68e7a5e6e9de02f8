"""Payloads as Slack sends them, for any person at any door."""

from __future__ import annotations

from itertools import count
from typing import Any

from tests.doors.house import House

Payload = dict[str, Any]
_serial = count(1)


class Knocker:
    """One person in the channel of the campaign, making payloads of theirs."""

    def __init__(self, house: House, name: str) -> None:
        self.house = house
        self.name = name
        self.user = house.slack.user(name)
        self._channel = house.slack.channel(house.subjects.channel)

    def command(self, text: str) -> Payload:
        """The slash command."""
        return {
            "command": "/campaign",
            "text": text,
            "user_id": self.user.id,
            "team_id": self.house.subjects.team,
            "channel_id": self._channel.id,
            "trigger_id": self._trigger(),
            "response_url": self._answer("commands"),
        }

    def event(self, kind: str, **event: Any) -> Payload:
        """An event of the workspace."""
        about = {"type": kind, "channel": self._channel.id, "user": self.user.id, "ts": "1.1"}
        return {
            "type": "event_callback",
            "team_id": self.house.subjects.team,
            "event_id": f"Ev{next(_serial)}",
            "event": about | {"team": self.user.team_id} | event,
        }

    def click(self, action_id: str, value: str | None = None, **action: Any) -> Payload:
        """A button of a message in the channel."""
        pressed = {"type": "button", "action_id": action_id, "block_id": "b", "value": value}
        return self._interaction("block_actions") | {
            "channel": {"id": self._channel.id, "name": self._channel.name},
            "container": {"type": "message", "channel_id": self._channel.id, "message_ts": "1.1"},
            "response_url": self._answer("actions"),
            "actions": [pressed | {"action_ts": str(next(_serial))} | action],
        }

    def submission(self, callback_id: str, metadata: str = "", **fields: Any) -> Payload:
        """A modal that is submitted; ``fields`` are elements by block id."""
        view = {
            "id": f"V{next(_serial)}",
            "type": "modal",
            "hash": "h",
            "callback_id": callback_id,
            "private_metadata": metadata,
            "blocks": [],
            "state": {"values": {name: {name: value} for name, value in fields.items()}},
        }
        return self._interaction("view_submission") | {"view": view}

    def shortcut(self, callback_id: str, text: str | None = None) -> Payload:
        """A global shortcut, or one on a message with this text."""
        if text is None:
            return self._interaction("shortcut") | {"callback_id": callback_id}
        return self._interaction("message_action") | {
            "callback_id": callback_id,
            "channel": {"id": self._channel.id},
            "message": {"type": "message", "text": text, "ts": "1.1"},
            "response_url": self._answer("app"),
        }

    def suggestion(self, action_id: str, typed: str) -> Payload:
        """A menu that asks for its choices, in a modal."""
        return self._interaction("block_suggestion") | {
            "action_id": action_id,
            "block_id": action_id,
            "value": typed,
            "container": {"type": "view", "view_id": "V1"},
        }

    def _interaction(self, kind: str) -> Payload:
        return {
            "type": kind,
            "user": {"id": self.user.id, "team_id": self.user.team_id},
            "team": {"id": self.house.subjects.team},
            "trigger_id": self._trigger(),
            "action_ts": str(next(_serial)),
        }

    def _trigger(self) -> str:
        return self.house.slack.core.triggers.new(self.user, self._channel)

    def _answer(self, kind: Any) -> str:
        return self.house.slack.core.hooks.new(kind, self.user, self._channel)


def typed(text: str) -> Payload:
    """What stands in a line of a form."""
    return {"type": "plain_text_input", "value": text}


def chosen(value: object) -> Payload:
    """What is chosen in a menu of a form."""
    return {"type": "external_select", "selected_option": {"value": str(value)}}
