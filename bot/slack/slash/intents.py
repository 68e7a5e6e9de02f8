"""What a person asked for, as values: one frozen class a verb.

``name`` is a campaign's name as typed, ``None`` where the channel's own campaign is meant. Phones
are as typed and unchecked, job IDs are digits. Neither is in a repr, since reprs end up in logs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from bot.domain.cadence import Cadence
from bot.domain.spans import When

Action = Literal["start", "pause", "resume", "stop"]
DigestAction = Literal["set", "now", "off", "list"]
AlertsAction = Literal["on", "off", "status", "only"]
AccessAction = Literal["show", "grant", "revoke"]
FileFormat = Literal["csv", "xlsx"]


@dataclass(frozen=True, slots=True)
class Overview:
    """The campaigns of this channel."""


@dataclass(frozen=True, slots=True)
class Help:
    verb: str | None = None


@dataclass(frozen=True, slots=True)
class Connect:
    """The modal that registers a campaign."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The modal of a campaign; of this channel if ``channel``."""

    name: str | None = None
    channel: bool = False


@dataclass(frozen=True, slots=True)
class Disconnect:
    name: str


@dataclass(frozen=True, slots=True)
class Use:
    name: str


@dataclass(frozen=True, slots=True)
class Card:
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """``all`` goes with pause and resume, ``until`` with pause; ``name`` is None if ``all``."""

    action: Action
    name: str | None = None
    all: bool = False
    until: When | None = None


@dataclass(frozen=True, slots=True)
class Add:
    """Without phones: the modal."""

    name: str | None = None
    phones: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Again:
    """``outcomes`` are jobStatus words as the Calls API spells them, at least one."""

    name: str | None
    outcomes: tuple[str, ...]
    since: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The summary; with phones or jobs their rows; with ``file`` a file, its format if typed."""

    name: str | None = None
    phones: tuple[str, ...] = field(default=(), repr=False)
    jobs: tuple[str, ...] = ()
    file: bool = False
    format: FileFormat | None = None


@dataclass(frozen=True, slots=True)
class Find:
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Cancel:
    """At least one phone or job."""

    name: str | None
    phones: tuple[str, ...] = field(default=(), repr=False)
    jobs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """``set`` has a cadence and perhaps a zone (of ``zone_name``), ``off`` perhaps a number."""

    name: str | None
    action: DigestAction
    cadence: Cadence | None = None
    zone: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Alerts:
    """``only`` names the kinds wanted: words of ``ALERT_KINDS``."""

    name: str | None
    action: AlertsAction
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mute:
    """``until`` is None for ``mute off``."""

    name: str | None
    until: When | None


@dataclass(frozen=True, slots=True)
class Batches:
    name: str | None = None


@dataclass(frozen=True, slots=True)
class OptOut:
    """Without phones: the modal. ``remove`` lets the phones be called again."""

    phones: tuple[str, ...] = field(repr=False)
    remove: bool = False


@dataclass(frozen=True, slots=True)
class Forget:
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose rights: a user (``U…``) or a user group (``S…``)."""

    kind: Literal["user", "group"]
    id: str


@dataclass(frozen=True, slots=True)
class Access:
    """``show`` has no subject; ``revoke`` without a role takes all roles away."""

    action: AccessAction
    subject: Subject | None = None
    role: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    name: str | None = None


Intent = (
    Overview
    | Help
    | Connect
    | Settings
    | Disconnect
    | Use
    | Card
    | Status
    | Control
    | Add
    | Again
    | Report
    | Find
    | Cancel
    | Digest
    | Alerts
    | Mute
    | Batches
    | OptOut
    | Forget
    | Access
    | Audit
)
