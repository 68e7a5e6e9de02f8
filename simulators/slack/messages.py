"""Messages: posted, edited with their history kept, deleted, and those for one person only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from simulators.slack.blocks.defaults import stored_blocks
from simulators.slack.channels import Channel
from simulators.slack.files import File
from simulators.slack.ids import Ids
from simulators.slack.people import User
from simulators.slack.render import render_message
from simulators.slack.shapes import Json
from simulators.slack.transcript import Transcript

_PING = re.compile(r"<(!channel|!here|!everyone|!subteam\^\w+|@[UW]\w+)[|>]")


@dataclass(eq=False)
class Message:
    """A message as it is now; ``versions`` are its earlier contents, oldest first."""

    channel: Channel
    ts: str
    author: User
    content: Json
    thread_ts: str = ""
    subtype: str = ""
    app_id: str = ""
    metadata: Json | None = None
    files: list[File] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    only_for: str = ""
    edited_ts: str = ""
    deleted: bool = False
    versions: list[Json] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What a person reads: the blocks if there are any, else the text."""
        return render_message(self.content, self.files)

    @property
    def blocks(self) -> list[Json]:
        """The blocks as Slack stored them."""
        return list(self.content.get("blocks") or [])

    @property
    def fallback(self) -> str:
        """The ``text`` argument: what notifications and screen readers get."""
        return str(self.content.get("text") or "")

    @property
    def pings(self) -> list[str]:
        """Everybody whom this message notifies: ``!channel``, ``@U…``, ``!subteam^S…``."""
        return _PING.findall(str(self.content))

    def to_json(self, *, with_metadata: bool = False) -> Json:
        """The message object of ``conversations.history`` and of payloads."""
        shown: Json = {"type": "message", "user": self.author.id, "ts": self.ts}
        shown |= {key: value for key, value in self.content.items() if value is not None}
        shown["team"] = self.author.team_id
        shown |= {"subtype": self.subtype} if self.subtype else {}
        shown |= {"thread_ts": self.thread_ts} if self.thread_ts else {}
        shown |= {"files": [file.to_json() for file in self.files]} if self.files else {}
        if self.app_id:
            shown |= {"app_id": self.app_id, "bot_id": self.author.bot_id}
        if self.edited_ts:
            shown["edited"] = {"user": self.author.id, "ts": self.edited_ts}
        if self.metadata and with_metadata:
            shown["metadata"] = self.metadata
        return shown


class Messages:
    """All messages of the workspace, and the acts that change them."""

    def __init__(self, ids: Ids, transcript: Transcript) -> None:
        self._ids = ids
        self._transcript = transcript
        self._all: list[Message] = []
        self._places: dict[tuple[str, str], Message] = {}

    def post(self, channel: Channel, author: User, content: Json, **traits: Any) -> Message:
        """A new message; ``traits`` are the other fields of Message.

        What is for one person alone is not shown in a thread that nobody has replied in.
        """
        message = Message(channel, self._ids.ts(), author, self._stored(content), **traits)
        if message.only_for and message.thread_ts and not self.replies(channel, message.thread_ts):
            return message
        self._all.append(message)
        self._places[channel.id, message.ts] = message
        self._note("ephemeral" if message.only_for else "message", message)
        return message

    def edit(self, message: Message, content: Json) -> None:
        """Replace what the message says; what it said before is kept."""
        message.versions.append(message.content)
        message.content = self._stored(content)
        if "blocks" not in content:
            message.edited_ts = self._ids.ts()
        self._note("ephemeral_edit" if message.only_for else "edit", message)

    def delete(self, message: Message) -> None:
        """Take the message away."""
        message.deleted = True
        self._note("ephemeral_delete" if message.only_for else "delete", message)

    def react(self, message: Message, emoji: str, user: User) -> None:
        """Put a reaction on the message."""
        message.reactions.setdefault(emoji, []).append(user.id)
        self._transcript.add(
            "reaction", emoji, user=user.id, channel=message.channel.id, ts=message.ts
        )

    def find(self, channel: Channel, ts: str) -> Message | None:
        """The message that everybody sees with this timestamp, unless it was deleted."""
        message = self._places.get((channel.id, ts))
        gone = message is None or message.deleted or message.only_for
        return None if gone else message

    def everybodys(self, channel: Channel) -> list[Message]:
        """What the whole channel sees, oldest first, threads too."""
        return [one for one in self.standing(channel) if not one.only_for]

    def seen_by(self, user: User, channel: Channel) -> list[Message]:
        """What this person sees in the channel, oldest first, their ephemeral messages too."""
        return [one for one in self.standing(channel) if one.only_for in ("", user.id)]

    def ephemerals(self, user: User) -> list[Message]:
        """What only this person sees, oldest first."""
        return [one for one in self._all if one.only_for == user.id and not one.deleted]

    def replies(self, channel: Channel, ts: str) -> list[Message]:
        """The replies in the thread under the message, oldest first."""
        return [one for one in self.everybodys(channel) if one.thread_ts == ts and one.ts != ts]

    def standing(self, channel: Channel) -> Iterator[Message]:
        """What is in the channel, for whomever, oldest first."""
        return (one for one in self._all if one.channel is channel and not one.deleted)

    def _stored(self, content: Json) -> Json:
        stored = dict(content)
        for holder in (stored, *(stored.get("attachments") or [])):
            if holder.get("blocks"):
                holder["blocks"] = stored_blocks(holder["blocks"], lambda: self._ids.new("b"))
        return stored

    def _note(self, kind: str, message: Message) -> None:
        self._transcript.add(
            kind,
            message.text,
            user=message.only_for or message.author.id,
            channel=message.channel.id,
            ts=message.ts,
            data={**message.to_json(), "thread_ts": message.thread_ts},
        )
