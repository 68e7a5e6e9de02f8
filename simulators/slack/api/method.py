"""The table of methods, and what a method gets to work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from simulators.slack.api.arguments import Arguments
from simulators.slack.channels import Channel
from simulators.slack.core import Core
from simulators.slack.errors import ApiError
from simulators.slack.people import User
from simulators.slack.shapes import Json

Caller = Literal["bot", "app", "any", "nobody"]
"""Whose token a method takes; ``nobody`` needs none."""


@dataclass(frozen=True)
class Call:
    """One call of the app to one method."""

    core: Core
    args: Arguments

    @property
    def bot(self) -> User:
        """The app's bot user."""
        return self.core.app.bot

    def need_scope(self, scope: str) -> None:
        """``missing_scope`` unless the bot token has it."""
        app = self.core.app
        if not app.can(scope):
            provided = ",".join(app.scopes)
            raise ApiError("missing_scope", needed=scope, provided=provided)

    def channel(self, name: str = "channel") -> Channel:
        """The channel that an argument names by its id, if the app may know of it."""
        channel = self.core.workspace.channels.get(self.args.need(name))
        if channel is None or (channel.kind != "public" and self.bot.id not in channel.members):
            raise ApiError("channel_not_found")
        return channel

    def readable_channel(self) -> Channel:
        """The channel whose history the app may read."""
        channel = self.channel()
        self.need_scope(f"{channel.scope_word}:history")
        if self.bot.id not in channel.members:
            raise ApiError("not_in_channel")
        return channel

    def user(self, name: str = "user") -> User:
        """The person that an argument names by id."""
        user = self.core.workspace.users.get(self.args.need(name))
        if user is None:
            raise ApiError("user_not_found")
        return user


Handler = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    """A method of the Web API: ``tier`` of its rate limit, scope and whose token it needs."""

    name: str
    handler: Handler
    tier: int | str
    scope: str
    caller: Caller


METHODS: dict[str, Method] = {}


def method(
    name: str, *, tier: int | str = 3, scope: str = "", caller: Caller = "bot"
) -> Callable[[Handler], Handler]:
    """Put a function into the table under the name of a method."""

    def register(handler: Handler) -> Handler:
        METHODS[name] = Method(name, handler, tier, scope, caller)
        return handler

    return register
