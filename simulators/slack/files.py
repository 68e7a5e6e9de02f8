"""Files: uploaded by people and by the app, shared into channels, downloaded with a token."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, field
from pathlib import PurePath
from urllib.parse import quote

from simulators.slack.channels import Channel
from simulators.slack.ids import Ids, secret
from simulators.slack.pace import Pace
from simulators.slack.people import User
from simulators.slack.shapes import Json


@dataclass(eq=False)
class File:
    """A file. ``shares`` says which message of which channel shows it."""

    id: str
    name: str
    owner: User
    base: str
    created: int
    size: int = 0
    title: str = ""
    content: bytes = field(default=b"", repr=False)
    uploaded: bool = False
    complete: bool = False
    deleted: bool = False
    given_to_app: bool = False
    key: str = field(default_factory=secret, repr=False)
    shares: dict[str, list[str]] = field(default_factory=dict)
    rooms: dict[str, Channel] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """``url_private``: needs the bearer token."""
        return f"{self.base}/files-pri/{self.owner.team_id}-{self.id}/{quote(self.name)}"

    def share(self, channel: Channel, ts: str) -> None:
        """Note that this message of the channel shows the file."""
        self.shares.setdefault(channel.id, []).append(ts)
        self.rooms[channel.id] = channel

    def to_json(self) -> Json:
        """The file object of ``files.info`` and of events."""
        suffix = PurePath(self.name).suffix.removeprefix(".").lower() or "text"
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": mimetypes.guess_type(self.name)[0] or "application/octet-stream",
            "filetype": suffix,
            "pretty_type": suffix.upper(),
            "user": self.owner.id,
            "user_team": self.owner.team_id,
            "editable": False,
            "size": self.size,
            "mode": "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": any(room.kind == "public" for room in self.rooms.values()),
            "url_private": self.url,
            "url_private_download": f"{self.url}?download=1",
            "permalink": f"{self.base}/files/{self.owner.id}/{self.id}/{quote(self.name)}",
            "file_access": "visible",
            "channels": self._rooms("public"),
            "groups": self._rooms("private"),
            "ims": self._rooms("im"),
            "shares": self._shares_json(),
        }

    def _rooms(self, kind: str) -> list[str]:
        return [room.id for room in self.rooms.values() if room.kind == kind]

    def _shares_json(self) -> Json:
        shown: Json = {}
        for room in self.rooms.values():
            side = "public" if room.kind == "public" else "private"
            shown.setdefault(side, {})[room.id] = [{"ts": ts} for ts in self.shares[room.id]]
        return shown


class Files:
    """All files of the workspace."""

    def __init__(self, ids: Ids, pace: Pace, base: str) -> None:
        self._ids = ids
        self._pace = pace
        self._base = base
        self.all: dict[str, File] = {}

    def expect(self, owner: User, name: str, size: int) -> File:
        """A file whose content is still to come."""
        created = int(self._pace.now())
        file = File(self._ids.new("F"), name, owner, self._base, created, size=size)
        self.all[file.id] = file
        return file

    def add(self, owner: User, name: str, content: bytes) -> File:
        """A complete file of a person."""
        file = self.expect(owner, name, len(content))
        file.content, file.uploaded, file.complete = content, True, True
        return file

    def visible_to_app(self, file_id: str, bot: User) -> File | None:
        """The file, if the app owns it, was handed it in a modal, or sits in a channel with it."""
        file = self.all.get(file_id)
        if file is None or file.deleted or not file.complete:
            return None
        near = any(bot.id in room.members for room in file.rooms.values())
        return file if near or file.given_to_app or file.owner is bot else None
