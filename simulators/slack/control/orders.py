"""What may be ordered over HTTP, by name, with JSON arguments."""

from __future__ import annotations

import base64
import inspect
from typing import Any

from simulators.slack.acting import Acting
from simulators.slack.errors import Refused
from simulators.slack.messages import Message
from simulators.slack.shapes import Json

ACTS = (
    "say",
    "enter",
    "command",
    "click",
    "choose",
    "fill",
    "submit",
    "close",
    "close_all",
    "options",
    "press_at",
    "choose_at",
    "suggest_at",
    "shortcut",
    "message_shortcut",
    "drop_file",
    "join",
    "leave",
    "archive",
    "open_home",
    "react",
    "message",
    "ephemeral",
    "modal_with",
    "home_with",
    "event",
    "redeliver",
    "double_events",
    "verify_url",
    "refuse_acks",
    "advance",
    "revoke",
    "settings",
    "add_user",
    "add_group",
    "add_channel",
    "abort_sockets",
    "disconnect_sockets",
)
"""Methods of ``Acting`` with these names; their arguments are keywords.

A message is given as ``{"channel": …, "ts": …}``, a file as ``{"name": …, "base64": …}`` or
``{"name": …, "text": …}``.
"""


async def act(slack: Acting, name: str, arguments: Json) -> Any:
    """Do one act and give back its result."""
    made = {key: _made(slack, value) for key, value in arguments.items()}
    result = getattr(slack, name)(**made)
    return await result if inspect.isawaitable(result) else result


def _made(slack: Acting, value: Any) -> Any:
    if isinstance(value, list):
        return [_made(slack, one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"channel", "ts"}:
        return _message(slack, value)
    if value.keys() == {"name", "base64"}:
        return (value["name"], base64.b64decode(value["base64"]))
    if value.keys() == {"name", "text"}:
        return (value["name"], value["text"].encode())
    return {key: _made(slack, one) for key, one in value.items()}


def _message(slack: Acting, value: Json) -> Message:
    found = slack.core.messages.find(slack.channel(value["channel"]), value["ts"])
    if found is None:
        raise Refused(f"There is no message {value['ts']}.")
    return found
