"""How long somebody waits for a message that Slack's limits keep in a queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

LATE = timedelta(seconds=8)
"""Whoever waits for longer is told so: until then people look on without a doubt."""


@dataclass(frozen=True, slots=True)
class Wait:
    """``ahead`` messages go first; it takes ``about`` so long. None are where Slack asks to wait,
    or a message before it is looked for."""

    ahead: int
    about: timedelta


def wait(
    in_channel: int,
    everywhere: int,
    held_for: timedelta,
    *,
    channel_pace: timedelta,
    workspace_pace: timedelta,
) -> Wait | None:
    """The wait behind so many messages of its channel, and of all channels; ``None`` for none.

    ``held_for`` is how long nothing goes there at all. The paces are the times that one message
    takes in a channel and in the whole workspace.
    """
    by_channel = Wait(in_channel, held_for + in_channel * channel_pace)
    by_workspace = Wait(everywhere, everywhere * workspace_pace)
    longest = max(by_channel, by_workspace, key=lambda one: one.about)
    return longest if longest.about >= LATE else None
