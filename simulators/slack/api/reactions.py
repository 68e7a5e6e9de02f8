"""reactions.*"""

from __future__ import annotations

from simulators.slack.api.method import Call, method
from simulators.slack.errors import ApiError
from simulators.slack.shapes import Json


@method("reactions.add", scope="reactions:write")
def add(call: Call) -> Json:
    """Put an emoji on a message."""
    channel = call.channel()
    message = call.core.messages.find(channel, call.args.need("timestamp"))
    if message is None:
        raise ApiError("message_not_found")
    emoji = call.args.need("name").strip(":")
    if call.bot.id in message.reactions.get(emoji, []):
        raise ApiError("already_reacted")
    call.core.messages.react(message, emoji, call.bot)
    return {}
