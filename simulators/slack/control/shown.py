"""Everything that acts give back, as JSON for other processes and for a page."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from simulators.slack.channels import Channel
from simulators.slack.core import Core
from simulators.slack.delivery.envelope import Ack, Delivery
from simulators.slack.files import File
from simulators.slack.interactions.answers import Submission
from simulators.slack.interactions.state import state_values
from simulators.slack.messages import Message
from simulators.slack.shapes import Json
from simulators.slack.views import View


def shown(core: Core, thing: Any) -> Any:
    """The thing as JSON; plain values stay as they are."""
    match thing:
        case Message():
            return message_shown(thing)
        case View():
            return view_shown(core, thing)
        case Submission():
            return {"outcome": thing.outcome, "errors": thing.errors}
        case Ack() | Delivery():
            return asdict(thing)
        case File():
            return thing.to_json()
        case Channel():
            return thing.to_json(app_user=core.app.bot.id)
        case list():
            return [shown(core, one) for one in thing]
        case _:
            return thing


def message_shown(message: Message) -> Json:
    """A message with what a page needs beside Slack's own fields."""
    return {
        **message.to_json(with_metadata=True),
        "channel": message.channel.id,
        "only_for": message.only_for,
        "read": message.text,
        "reactions": message.reactions,
        "versions": message.versions,
        "pings": message.pings,
    }


def view_shown(core: Core, view: View) -> Json:
    """A view with its state, errors and whose it is."""
    return {
        **view.to_json(core.app, state_values(view)),
        "user": view.user.id,
        "read": view.text,
        "errors": view.errors,
    }


def state_shown(core: Core) -> Json:
    """The whole workspace as it is now."""
    space, manifest = core.workspace, core.app.manifest
    return {
        "workspace": {"id": space.team_id, "name": space.name, "domain": space.domain},
        "app": {
            "id": core.app.app_id,
            "name": manifest.app_name,
            "description": manifest.description,
            "bot": core.app.bot.id,
            "commands": [asdict(one) for one in manifest.commands.values()],
            "shortcuts": [asdict(one) for one in manifest.shortcuts],
            "home_tab": manifest.home_tab,
        },
        "users": [user.to_json(with_locale=True) for user in space.users.values()],
        "groups": [group.to_json(with_users=True) for group in space.groups.values()],
        "channels": [_channel(core, channel) for channel in space.channels.values()],
        "modals": [
            view_shown(core, view) for stack in core.views.stacks.values() for view in stack
        ],
        "homes": [view_shown(core, home) for home in core.views.homes.values()],
        "files": [one.to_json() for one in core.files.all.values() if one.complete],
        "last": len(core.transcript.entries),
    }


def _channel(core: Core, channel: Channel) -> Json:
    messages = core.messages.standing(channel)
    return {
        **channel.to_json(app_user=core.app.bot.id),
        "kind": channel.kind,
        "members": sorted(channel.members),
        "messages": [message_shown(one) for one in messages],
    }
