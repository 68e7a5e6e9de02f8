"""What happened, put as the events that Slack makes of it."""

from __future__ import annotations

from simulators.slack.channels import Channel
from simulators.slack.core import Core
from simulators.slack.files import File
from simulators.slack.messages import Message
from simulators.slack.people import User
from simulators.slack.shapes import Json

_SUBSCRIPTION = {"public": "message.channels", "private": "message.groups", "im": "message.im"}


async def message_posted(core: Core, message: Message) -> None:
    """A ``message`` event, and an ``app_mention`` if a person spoke to the app in a channel."""
    channel, bot = message.channel, core.app.bot
    if bot.id not in channel.members or message.only_for:
        return
    event = _message_event(message)
    if _mentions(message, bot) and channel.kind != "im":
        mention = {**event, "type": "app_mention"}
        mention.pop("channel_type")
        await core.events.tell("app_mention", mention, scope="app_mentions:read")
    scope = f"{channel.scope_word}:history"
    await core.events.tell(_SUBSCRIPTION[channel.kind], event, scope=scope)


async def file_shared(core: Core, file: File, channel: Channel, ts: str) -> None:
    """A ``file_shared`` event, in channels that the app is in."""
    if core.app.bot.id not in channel.members:
        return
    event: Json = {
        "type": "file_shared",
        "channel_id": channel.id,
        "file_id": file.id,
        "user_id": file.owner.id,
        "file": {"id": file.id},
        "event_ts": ts,
    }
    await core.events.tell("file_shared", event, scope="files:read")


async def member_moved(core: Core, name: str, channel: Channel, user: User, inviter: str) -> None:
    """``member_joined_channel`` or ``member_left_channel``."""
    event: Json = {
        "type": name,
        "user": user.id,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "public" else "G",
        "team": core.workspace.team_id,
        "event_ts": core.ids.ts(),
    }
    event |= {"inviter": inviter} if inviter else {}
    await core.events.tell(name, event, scope=f"{channel.scope_word}:read")


def _mentions(message: Message, bot: User) -> bool:
    return message.author is not bot and f"<@{bot.id}>" in message.fallback


def _message_event(message: Message) -> Json:
    event = message.to_json()
    event |= {
        "channel": message.channel.id,
        "channel_type": message.channel.event_word,
        "event_ts": message.ts,
    }
    if not message.app_id:
        event["client_msg_id"] = f"local-{message.ts}"
    return event
