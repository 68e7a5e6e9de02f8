"""files.*: the three steps of an upload, looking at files, deleting them."""

from __future__ import annotations

from typing import Any

from simulators.slack import news
from simulators.slack.api.content import content_of
from simulators.slack.api.method import Call, method
from simulators.slack.channels import Channel
from simulators.slack.errors import ApiError
from simulators.slack.files import File
from simulators.slack.shapes import Json


@method("files.getUploadURLExternal", tier=4, scope="files:write")
def get_upload_url(call: Call) -> Json:
    """Step one: where to put the bytes."""
    name = call.args.need("filename")
    if not call.args.text("length"):
        raise ApiError.arguments("missing required field: length")
    length = call.args.integer("length", 0, 0, 10**10)
    if length < 1:
        raise ApiError.arguments("must be greater than or equal to 1 [json-pointer:/length]")
    file = call.core.files.expect(call.bot, name, length)
    return {"upload_url": f"{call.core.base}/upload/v1/{file.key}", "file_id": file.id}


@method("files.completeUploadExternal", tier=4, scope="files:write")
def complete_upload(call: Call) -> Json:
    """Step three: the files become real, and are shown in a channel if one is named."""
    files = [_uploaded(call, entry) for entry in _entries(call)]
    channels = [_shareable(call, name) for name in _channel_names(call)]
    thread_ts = call.args.text("thread_ts")
    if thread_ts and not channels:
        raise ApiError.arguments("thread_ts needs a channel [json-pointer:/thread_ts]")
    for file in files:
        file.complete = True
    for channel in channels:
        _share(call, channel, files, thread_ts)
    return {"files": [file.to_json() for file in files]}


@method("files.info", tier=4, scope="files:read")
def file_info(call: Call) -> Json:
    """One file that the app may see."""
    return {"file": _visible(call).to_json(), "comments": [], "content": ""}


@method("files.delete", scope="files:write")
def delete_file(call: Call) -> Json:
    """Delete one of the app's own files."""
    file = _visible(call)
    if file.owner is not call.bot:
        raise ApiError("cant_delete_file")
    file.deleted = True
    return {}


def _entries(call: Call) -> list[Json]:
    entries: Any = call.args.json("files", "invalid_arguments")
    if not isinstance(entries, list) or not entries:
        raise ApiError.arguments("missing required field: files")
    if not all(isinstance(entry, dict) and entry.get("id") for entry in entries):
        raise ApiError.arguments("missing required field: id [json-pointer:/files/0]")
    return entries


def _uploaded(call: Call, entry: Json) -> File:
    file = call.core.files.all.get(entry["id"])
    if file is None or file.owner is not call.bot or not file.uploaded or file.complete:
        raise ApiError("file_not_found")
    file.title = str(entry.get("title") or file.name)
    return file


def _channel_names(call: Call) -> list[str]:
    names = call.args.text("channels") or call.args.text("channel_id")
    return [name for name in names.split(",") if name]


def _shareable(call: Call, name: str) -> Channel:
    workspace = call.core.workspace
    channel = workspace.channels.get(name)
    if channel is None or (channel.kind != "public" and call.bot.id not in channel.members):
        raise ApiError("channel_not_found")
    if channel.archived:
        raise ApiError("is_archived")
    if call.bot.id not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def _share(call: Call, channel: Channel, files: list[File], thread_ts: str) -> None:
    content = content_of(call) or {"text": call.args.text("initial_comment")}
    message = call.core.messages.post(
        channel,
        call.bot,
        content,
        app_id=call.core.app.app_id,
        thread_ts=thread_ts,
        files=files,
        subtype="file_share",
    )
    for file in files:
        file.share(channel, message.ts)
        call.core.transcript.add("file", file.name, channel=channel.id, ts=message.ts)
        call.core.events.spawn(news.file_shared(call.core, file, channel, message.ts))


def _visible(call: Call) -> File:
    file = call.core.files.visible_to_app(call.args.need("file"), call.bot)
    if file is None:
        raise ApiError("file_not_found")
    return file
