"""Channels: public, private, and direct messages with the app."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from simulators.slack.shapes import Json

ChannelKind = Literal["public", "private", "im"]

_WORD = {"public": "channels", "private": "groups", "im": "im"}
_EVENT = {"public": "channel", "private": "group", "im": "im"}
_COMMAND = {"private": "privategroup", "im": "directmessage"}


@dataclass
class Channel:
    """A conversation. ``im_user`` is the person at the other end of a direct message."""

    id: str
    name: str
    kind: ChannelKind = "public"
    members: set[str] = field(default_factory=set)
    archived: bool = False
    im_user: str = ""
    created: int = 0

    @property
    def scope_word(self) -> str:
        """What the scopes of this kind begin with: ``channels``, ``groups`` or ``im``."""
        return _WORD[self.kind]

    @property
    def event_word(self) -> str:
        """What ``channel_type`` of an event says: ``channel``, ``group`` or ``im``."""
        return _EVENT[self.kind]

    @property
    def command_name(self) -> str:
        """What a slash command gets as ``channel_name``: only public names are told."""
        return _COMMAND.get(self.kind, self.name)

    def to_json(self, *, app_user: str) -> Json:
        """The conversation object of ``conversations.info``, as the app sees it."""
        if self.kind == "im":
            return self._im_json()
        private = self.kind == "private"
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": not private,
            "is_group": False,
            "is_im": False,
            "is_mpim": False,
            "is_private": private,
            "is_archived": self.archived,
            "is_general": self.name == "general",
            "is_shared": False,
            "is_ext_shared": False,
            "is_org_shared": False,
            "is_member": app_user in self.members,
            "created": self.created,
            "num_members": len(self.members),
        }

    def _im_json(self) -> Json:
        return {
            "id": self.id,
            "is_im": True,
            "is_archived": self.archived,
            "user": self.im_user,
            "created": self.created,
        }
