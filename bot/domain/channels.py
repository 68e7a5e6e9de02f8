"""How a channel wants to be spoken to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChannelManners:
    """A channel's language and zone, and its quiet hours as ``HH:MM``; ``None`` is the default."""

    language: str | None = None
    zone: str | None = None
    quiet_from: str | None = None
    quiet_to: str | None = None
