"""How a channel wants to be spoken to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class News(StrEnum):
    """What a channel wants with each piece of news about the same thing.

    ``new``: a message of its own. ``edited``: one message that is edited, what it said before in
    its thread.
    """

    NEW = "new"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class ChannelManners:
    """A channel's language and zone, and its quiet hours as ``HH:MM``; ``None`` is the default.

    Where ``news`` is ``None``, an alert is edited, and each digest is a new message.
    """

    language: str | None = None
    zone: str | None = None
    quiet_from: str | None = None
    quiet_to: str | None = None
    news: News | None = None
