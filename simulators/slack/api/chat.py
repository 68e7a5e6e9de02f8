"""chat.*: posting, editing, deleting."""

from __future__ import annotations

import re

from simulators.slack import news
from simulators.slack.api.content import LONGEST_TEXT, content_of, metadata_of, need_something
from simulators.slack.api.method import Call, method
from simulators.slack.channels import Channel
from simulators.slack.errors import ApiError
from simulators.slack.messages import Message
from simulators.slack.shapes import Json

SPLIT_AT = 4_000
"""Longer texts without blocks were seen cut into several posts."""

_TS = re.compile(r"\d+\.\d+")


@method("chat.postMessage", tier="special", scope="chat:write")
def post_message(call: Call) -> Json:
    """Post into a channel, a thread, or a person's direct messages."""
    channel = _channel_for_post(call)
    thread_ts = call.args.text("thread_ts")
    if thread_ts and not _TS.fullmatch(thread_ts):
        raise ApiError("invalid_thread_ts")
    content = content_of(call)
    need_something(content)
    first, *rest = _pieces(content)
    metadata = metadata_of(call)
    message = _post(call, channel, first, thread_ts, metadata)
    for piece in rest:
        _post(call, channel, piece, thread_ts, metadata)
    return _posted(message)


@method("chat.postEphemeral", tier=4, scope="chat:write")
def post_ephemeral(call: Call) -> Json:
    """Show something to one person in a channel."""
    channel = call.channel()
    user = call.user()
    _may_post(call, channel)
    if user.id not in channel.members:
        raise ApiError("user_not_in_channel")
    content = content_of(call)
    need_something(content)
    _not_too_long(content, LONGEST_TEXT)
    message = call.core.messages.post(
        channel,
        call.bot,
        content,
        app_id=call.core.app.app_id,
        only_for=user.id,
        thread_ts=call.args.text("thread_ts"),
    )
    return {"message_ts": message.ts}


@method("chat.update", scope="chat:write")
def update(call: Call) -> Json:
    """Edit one of the app's own messages."""
    message = _own_message(call, "ts", "cant_update_message")
    if message.channel.archived:
        raise ApiError("is_inactive")
    given = content_of(call)
    _not_too_long(given, SPLIT_AT)
    content = _merged(message.content, given)
    need_something(content)
    metadata = metadata_of(call)
    if metadata is not None:
        message.metadata = metadata or None
    call.core.messages.edit(message, content)
    shown = message.to_json(with_metadata=True)
    return {
        "channel": message.channel.id,
        "ts": message.ts,
        "text": message.fallback,
        "message": shown,
    }


@method("chat.delete", scope="chat:write")
def delete(call: Call) -> Json:
    """Delete one of the app's own messages."""
    message = _own_message(call, "ts", "cant_delete_message")
    call.core.messages.delete(message)
    return {"channel": message.channel.id, "ts": message.ts}


@method("chat.getPermalink", tier="special")
def get_permalink(call: Call) -> Json:
    """The web address of a message."""
    channel = call.channel()
    message = call.core.messages.find(channel, call.args.need("message_ts"))
    if message is None:
        raise ApiError("message_not_found")
    link = f"{call.core.base}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts and message.thread_ts != message.ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _channel_for_post(call: Call) -> Channel:
    wanted = call.args.need("channel")
    workspace = call.core.workspace
    if wanted in workspace.users:
        return workspace.im(workspace.users[wanted], call.bot)
    for channel in workspace.channels.values():
        if channel.kind == "public" and channel.name == wanted.removeprefix("#"):
            break
    else:
        channel = call.channel()
    _may_post(call, channel)
    return channel


def _may_post(call: Call, channel: Channel) -> None:
    if channel.archived:
        raise ApiError("is_archived")
    if call.bot.id not in channel.members and not call.core.app.can("chat:write.public"):
        raise ApiError("not_in_channel")


def _pieces(content: Json) -> list[Json]:
    text = str(content.get("text", ""))[:LONGEST_TEXT]
    if content.get("blocks") or content.get("attachments") or len(text) <= SPLIT_AT:
        return [{**content, "text": text}]
    return [{"text": text[at : at + SPLIT_AT]} for at in range(0, len(text), SPLIT_AT)]


def _post(
    call: Call, channel: Channel, content: Json, thread_ts: str, metadata: Json | None
) -> Message:
    message = call.core.messages.post(
        channel,
        call.bot,
        content,
        app_id=call.core.app.app_id,
        thread_ts=thread_ts,
        metadata=metadata or None,
        subtype="thread_broadcast" if call.args.flag("reply_broadcast") and thread_ts else "",
    )
    call.core.events.spawn(news.message_posted(call.core, message))
    return message


def _posted(message: Message) -> Json:
    shown = message.to_json(with_metadata=True)
    return {"channel": message.channel.id, "ts": message.ts, "message": shown}


def _own_message(call: Call, name: str, error: str) -> Message:
    channel = call.channel()
    message = call.core.messages.find(channel, call.args.need(name))
    if message is None:
        raise ApiError("message_not_found")
    if message.author is not call.bot:
        raise ApiError(error)
    return message


def _not_too_long(content: Json, longest: int) -> None:
    if len(str(content.get("text", ""))) > longest:
        raise ApiError("msg_too_long")


def _merged(before: Json, given: Json) -> Json:
    # Blocks that are not given stay only when no text is given either.
    kept = {} if "text" in given and "blocks" not in given else {"blocks": before.get("blocks")}
    merged = {"text": before.get("text"), "attachments": before.get("attachments"), **kept, **given}
    return {name: value for name, value in merged.items() if value}
