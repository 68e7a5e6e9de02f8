"""conversations.*: what channels there are, who is in them, what was said."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from simulators.slack.api.method import Call, method
from simulators.slack.api.paging import page
from simulators.slack.channels import Channel
from simulators.slack.errors import ApiError
from simulators.slack.messages import Message
from simulators.slack.shapes import Json

_KINDS = {"public_channel": "public", "private_channel": "private", "im": "im"}


@method("conversations.info")
def info(call: Call) -> Json:
    """One channel."""
    channel = call.channel()
    call.need_scope(f"{channel.scope_word}:read")
    shown = channel.to_json(app_user=call.bot.id)
    if not call.args.flag("include_num_members"):
        shown.pop("num_members", None)
    return {"channel": shown}


@method("conversations.members", tier=4)
def members(call: Call) -> Json:
    """The ids of those in the channel."""
    channel = call.channel()
    call.need_scope(f"{channel.scope_word}:read")
    if channel.kind == "public" and call.bot.id not in channel.members:
        raise ApiError("not_in_channel")
    return page(call, "members", sorted(channel.members), default=100)


@method("conversations.list", tier=2)
def list_all(call: Call) -> Json:
    """Channels of the asked kinds; large workspaces make this slow, so the bot avoids it."""
    return page(call, "channels", _of_kinds(call, mine=False), default=100)


@method("users.conversations")
def list_mine(call: Call) -> Json:
    """The channels that the app is in."""
    return page(call, "channels", _of_kinds(call, mine=True), default=100)


@method("conversations.open", scope="im:write")
def open_im(call: Call) -> Json:
    """The direct messages with one person; groups of several are not played here."""
    wanted = [one for one in call.args.need("users").split(",") if one]
    if len(wanted) != 1:
        raise ApiError("missing_scope", needed="mpim:write", provided="im:write")
    user = call.core.workspace.users.get(wanted[0])
    if user is None:
        raise ApiError("user_not_found")
    if user.is_bot:
        raise ApiError("cannot_dm_bot")
    channel = call.core.workspace.im(user, call.bot)
    whole = call.args.flag("return_im")
    shown = channel.to_json(app_user=call.bot.id) if whole else {"id": channel.id}
    return {"channel": shown}


@method("conversations.join", scope="channels:join")
def join(call: Call) -> Json:
    """Join a public channel."""
    channel = call.channel()
    if channel.archived:
        raise ApiError("is_archived")
    if channel.kind != "public":
        raise ApiError("method_not_supported_for_channel_type")
    channel.members.add(call.bot.id)
    return {"channel": channel.to_json(app_user=call.bot.id)}


@method("conversations.history")
def history(call: Call) -> Json:
    """What was said in a channel, newest first, without the replies in threads."""
    channel = call.readable_channel()
    standing = [one for one in call.core.messages.everybodys(channel) if _top_level(one)]
    found = [one for one in reversed(standing) if _within(call, one)]
    return _messages_page(call, channel, found)


@method("conversations.replies")
def replies(call: Call) -> Json:
    """A thread, oldest first, its parent before all."""
    channel = call.readable_channel()
    ts = call.args.need("ts")
    parent = call.core.messages.find(channel, ts)
    if parent is None:
        raise ApiError("thread_not_found")
    found = [one for one in call.core.messages.replies(channel, ts) if _within(call, one)]
    return _messages_page(call, channel, [parent, *found])


def _messages_page(call: Call, channel: Channel, found: list[Message]) -> Json:
    with_metadata = call.args.flag("include_all_metadata")
    shown = [_shown(call, channel, one, with_metadata=with_metadata) for one in found]
    answer = page(call, "messages", shown, default=100)
    return {**answer, "has_more": bool(answer["response_metadata"]["next_cursor"])}


def _shown(call: Call, channel: Channel, message: Message, *, with_metadata: bool) -> Json:
    shown = message.to_json(with_metadata=with_metadata)
    below = call.core.messages.replies(channel, message.ts)
    if below:
        shown |= {
            "thread_ts": message.ts,
            "reply_count": len(below),
            "latest_reply": below[-1].ts,
        }
    return shown


def _top_level(message: Message) -> bool:
    alone = message.thread_ts in ("", message.ts)
    return alone or message.subtype == "thread_broadcast"


def _within(call: Call, message: Message) -> bool:
    oldest, latest, ts = _bound(call, "oldest"), _bound(call, "latest"), Decimal(message.ts)
    if call.args.flag("inclusive") and ts in (oldest, latest):
        return True
    return (oldest is None or ts > oldest) and (latest is None or ts < latest)


def _bound(call: Call, name: str) -> Decimal | None:
    try:
        return Decimal(call.args.text(name)) if call.args.text(name) else None
    except InvalidOperation:
        raise ApiError(f"invalid_ts_{name}") from None


def _of_kinds(call: Call, *, mine: bool) -> list[Json]:
    wanted = [_KINDS.get(one) for one in call.args.text("types", "public_channel").split(",")]
    found = []
    for channel in call.core.workspace.channels.values():
        inside = call.bot.id in channel.members
        if channel.kind in wanted and (inside or (channel.kind == "public" and not mine)):
            call.need_scope(f"{channel.scope_word}:read")
            if not (channel.archived and call.args.flag("exclude_archived")):
                found.append(channel.to_json(app_user=call.bot.id))
    return found
