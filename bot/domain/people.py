"""Who acts: people, their roles, and where they stand when they act."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from zoneinfo import ZoneInfo

from bot.texts import N_, MessageId

CONSOLE = "console"
"""Whoever acts at the machine's own command line."""

_LABELS = {
    "nobody": N_("no role"),
    "viewer": N_("viewer"),
    "operator": N_("operator"),
    "admin": N_("admin"),
}


class Role(IntEnum):
    """What a person may do; each role may do all that the lower ones may."""

    NOBODY = 0
    VIEWER = 1
    OPERATOR = 2
    ADMIN = 3

    @property
    def label(self) -> MessageId:
        """The role in the reader's words."""
        return _LABELS[self.word]

    @property
    def word(self) -> str:
        """The role as people type it."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Role:
        """The role that a word means."""
        return cls[word.upper()]


@dataclass(frozen=True, slots=True)
class Person:
    """What Slack says of somebody: language and zone are Slack's own settings of theirs.

    ``is_guest``: of this workspace, but not of its staff. ``is_stranger``: of another workspace.
    ``is_gone``: deactivated, or nobody that Slack knows; ``is_untold``: or Slack did not answer.
    """

    user_id: str
    language: str | None = None
    zone: ZoneInfo | None = None
    team_id: str | None = None
    is_owner: bool = False
    is_guest: bool = False
    is_gone: bool = False
    is_stranger: bool = False
    is_untold: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody acting, somewhere: the unit that is authorised and audited.

    ``request_id`` is the id that joins a click to its log lines; ``is_direct`` tells that the place
    is a direct message or App Home, where a person sees what the role allows and not what a
    channel holds. ``is_stranger``: of another workspace. ``is_console``: at the machine's own
    command line, which is an admin's by its nature, and so is what Callboard does by its own rules.
    """

    user_id: str
    channel_id: str | None
    request_id: str
    is_direct: bool = False
    is_stranger: bool = False
    is_console: bool = False

    @property
    def is_in_channel(self) -> bool:
        """Whether others stand there too, so that only what the channel holds is to be seen."""
        return not self.is_direct and (self.channel_id or "")[:1] in {"C", "G"}
