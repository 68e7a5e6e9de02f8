"""Who was given which role, and what somebody may do of it: a pure sum of grants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.people import Role


@dataclass(frozen=True, slots=True)
class Grant:
    """A role of one subject: a user (``U…``, ``W…``) or a user group (``S…``).

    ``campaign_id`` is ``None`` for a role on every campaign. A role that was taken away stays in
    the books as :attr:`Role.NOBODY`.
    """

    subject: str
    role: Role
    campaign_id: int | None
    granted_by: str
    granted_at: datetime

    @property
    def is_group(self) -> bool:
        """Whether everybody in a user group has it."""
        return is_group(self.subject)


def is_group(subject: str) -> bool:
    """Whether the id is one of a user group."""
    return subject.startswith("S")


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person may do, where.

    ``floor`` is the role on every campaign that needs no grant: of an admin by the settings, an
    owner, a member before the first grant. ``grants`` are those that reach the person.
    """

    floor: Role = Role.NOBODY
    grants: tuple[Grant, ...] = ()

    def on(self, campaign_id: int | None) -> Role:
        """The role on one campaign; for ``None`` the one on every campaign."""
        return self._highest(
            one.role for one in self.grants if one.campaign_id in (None, campaign_id)
        )

    def anywhere(self) -> Role:
        """The highest role on any campaign: enough to be shown a form that asks for one."""
        return self._highest(one.role for one in self.grants)

    def _highest(self, roles: Iterable[Role]) -> Role:
        return max((self.floor, *roles))


@dataclass(frozen=True, slots=True)
class Right:
    """A role on one campaign, by the campaign's name; ``None`` is every campaign."""

    campaign: str | None
    role: Role


@dataclass(frozen=True, slots=True)
class Given:
    """A role in the books, as it is listed: to whom, what, and who gave it."""

    subject: str
    right: Right
    by: str


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do where they stand, and for admins who else may do what.

    ``everywhere`` is the role on every campaign, ``here`` that on each that is to be seen from
    here. ``configured`` are the admins by the settings. ``is_first_day``: no role was given yet, so
    every member of the workspace may look.
    """

    everywhere: Role
    here: tuple[Right, ...]
    whom_to_ask: tuple[str, ...]
    given: tuple[Given, ...]
    configured: tuple[str, ...]
    is_admin: bool
    is_first_day: bool


@dataclass(frozen=True, slots=True)
class Granted:
    """A right that was given, and the one that it replaces.

    ``outsider`` tells that the person is no member of this workspace, which may be meant.
    """

    subject: str
    now: Right
    before: Role | None
    outsider: bool


@dataclass(frozen=True, slots=True)
class Revoked:
    """Rights that were taken away, and what is left."""

    subject: str
    taken: tuple[Right, ...]
    left: tuple[Right, ...]
