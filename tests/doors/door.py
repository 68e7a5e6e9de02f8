"""What a door of the bot is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.domain.people import Role
from tests.doors.payloads import Knocker, Payload
from tests.doors.subjects import Rights, Subjects

Scope = Literal["here", "everywhere", "somewhere"]
PHONE = "+1 202-555-0199"

ANYONE, VIEWER, OPERATOR, ADMIN = Role.NOBODY, Role.VIEWER, Role.OPERATOR, Role.ADMIN


@dataclass(frozen=True)
class Door:
    """``quiet`` doors refuse nobody: to whom the role lacks they show nothing of the campaign."""

    kind: str
    name: str
    needed: Role
    scope: Scope
    payload: Callable[[Knocker, Subjects], Payload]
    quiet: bool = False

    def opens_for(self, rights: Rights) -> bool:
        """Whether somebody with these rights may pass."""
        return getattr(rights, self.scope) >= self.needed
