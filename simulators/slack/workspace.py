"""The workspace: who is there, and where they talk."""

from __future__ import annotations

from typing import Any, TypeVar

from simulators.slack.channels import Channel, ChannelKind
from simulators.slack.ids import Ids
from simulators.slack.pace import Pace
from simulators.slack.people import User, UserGroup

Found = TypeVar("Found", User, UserGroup, Channel)


class NoSuch(LookupError):
    """The local Slack has nobody and nothing of that name."""


class Workspace:
    """People, groups and channels, found by id, by name (``@ada``, ``#calls``) or as objects."""

    def __init__(self, ids: Ids, pace: Pace, team_id: str, name: str, domain: str) -> None:
        self.team_id = team_id
        self.name = name
        self.domain = domain
        self.users: dict[str, User] = {}
        self.groups: dict[str, UserGroup] = {}
        self.channels: dict[str, Channel] = {}
        self._ids = ids
        self._pace = pace

    def add_user(self, name: str, **traits: Any) -> User:
        """A new person; ``traits`` are the fields of User (``tz``, ``is_admin`` …)."""
        user_id = traits.pop("id", None) or self._ids.new("U")
        team_id = traits.pop("team_id", None) or self.team_id
        user = User(user_id, team_id, name, **traits)
        self.users[user.id] = user
        return user

    def add_group(self, handle: str, users: list[str], name: str = "") -> UserGroup:
        """A new user group of these people."""
        members = [self.user(user).id for user in users]
        group = UserGroup(self._ids.new("S"), self.team_id, handle, name or handle, members)
        self.groups[group.id] = group
        return group

    def add_channel(self, name: str, members: list[str], kind: ChannelKind = "public") -> Channel:
        """A new channel with these people in it."""
        ids = {self.user(member).id for member in members}
        channel = Channel(
            self._ids.new("C"), name, kind, members=ids, created=int(self._pace.now())
        )
        self.channels[channel.id] = channel
        return channel

    def im(self, user: User, app_user: User) -> Channel:
        """The direct messages between this person and the app, opened when first asked for."""
        for channel in self.channels.values():
            if channel.kind == "im" and channel.im_user == user.id:
                return channel
        channel = Channel(self._ids.new("D"), "", "im", {user.id, app_user.id}, im_user=user.id)
        self.channels[channel.id] = channel
        return channel

    def user(self, who: User | str) -> User:
        """The person with this id or name; NoSuch if there is none."""
        return _find(self.users, who, "name", "user", "@")

    def group(self, which: UserGroup | str) -> UserGroup:
        """The user group with this id or handle; NoSuch if there is none."""
        return _find(self.groups, which, "handle", "user group", "@")

    def channel(self, where: Channel | str) -> Channel:
        """The channel with this id or name; NoSuch if there is none."""
        return _find(self.channels, where, "name", "channel", "#")


def _find(known: dict[str, Found], wanted: Found | str, name: str, noun: str, sign: str) -> Found:
    if not isinstance(wanted, str):
        return wanted
    if wanted in known:
        return known[wanted]
    bare = wanted.removeprefix(sign).lower()
    for thing in known.values():
        if getattr(thing, name).lower() == bare:
            return thing
    raise NoSuch(f"There is no {noun} {wanted!r} in the local Slack.")
