"""The parts that all interactive payloads share."""

from __future__ import annotations

from simulators.slack.channels import Channel
from simulators.slack.core import Core
from simulators.slack.interactions.state import state_values, values_of
from simulators.slack.messages import Message
from simulators.slack.people import User
from simulators.slack.shapes import Json
from simulators.slack.views import View


def base_payload(core: Core, kind: str, user: User) -> Json:
    """Type, person, app and workspace; everything but a trigger."""
    return {
        "type": kind,
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": user.team_id,
        },
        "api_app_id": core.app.app_id,
        "token": core.app.verification_token,
        "team": {"id": core.workspace.team_id, "domain": core.workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def channel_part(channel: Channel) -> Json:
    """The channel of an interactive payload: private names are not told."""
    return {"id": channel.id, "name": channel.command_name}


def message_container(message: Message) -> Json:
    """Where a click on a message happened."""
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel.id,
        "is_ephemeral": bool(message.only_for),
    }
    return container | ({"thread_ts": message.thread_ts} if message.thread_ts else {})


def source_part(core: Core, source: Message | View, filled: dict[tuple[str, str], Json]) -> Json:
    """The message or view that holds the element: container, content and state."""
    if isinstance(source, View):
        shown = source.to_json(core.app, state_values(source))
        return {"container": {"type": "view", "view_id": source.id}, "view": shown}
    part: Json = {
        "container": message_container(source),
        "channel": channel_part(source.channel),
        "state": {"values": values_of(source.content, filled, source.channel.id)},
    }
    # Slack does not send the content of ephemeral messages back.
    return part if source.only_for else part | {"message": source.to_json()}
