"""What became of a message that was sent to Slack.

::

    Outcome
    ├── Posted       Slack has it, and said where
    ├── NotPosted    surely not: it may be sent again, unless it is permanent
    └── Unclear      the answer was lost: look in the channel before sending it again
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What stands in the way for good, so that just that can be switched off."""

    CHANNEL = "channel"
    TOKEN = "token"  # noqa: S105 - the word, not a secret
    MESSAGE = "message"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Posted:
    """Slack has the message: ``ts`` names it within ``channel``."""

    ts: str
    channel: str


@dataclass(frozen=True, slots=True)
class NotPosted:
    """The message surely did not appear.

    ``error`` is Slack's word, ``unreachable`` when no connection was made, or ``http_<status>``;
    ``retry_after`` is in seconds, where Slack said when to come back.
    """

    error: str
    retry_after: float | None = None
    fault: Fault | None = None

    @property
    def permanent(self) -> bool:
        """Whether sending the same again can only fail again."""
        return self.fault is not None


@dataclass(frozen=True, slots=True)
class Unclear:
    """The message may have appeared or not; ``reason`` says how the answer was lost."""

    reason: str


@dataclass(frozen=True, slots=True)
class CannotLook:
    """The channel could not be read back, so nobody knows whether the message is there."""

    reason: str
    retry_after: float | None = None
    permanent: bool = False


Outcome = Posted | NotPosted | Unclear
