"""What every service works with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.domain.people import Person
from bot.store.engine import Database
from bot.store.vault import Fingerprints, Vault
from bot.store.wakeups import Wakeups


class Directory(Protocol):
    """Who people are, as Slack knows it."""

    async def person(self, user_id: str) -> Person:
        """Somebody's language, zone and standing; kept for minutes."""

    async def groups_of(self, user_id: str, among: Iterable[str]) -> frozenset[str]:
        """Those of these user groups that somebody is in; empty where Slack cannot tell."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings that rules depend on, as values of the domain.

    ``reserved_names`` are the words of the commands, which no campaign may be called.
    """

    admin_users: frozenset[str]
    calls_hosts: tuple[str, ...]
    reserved_names: frozenset[str]
    default_zone: ZoneInfo
    default_region: str | None
    default_language: str
    watch_every: timedelta
    alert_group: timedelta
    settle: timedelta
    retention: timedelta


@dataclass(frozen=True, slots=True)
class Desk:
    """The things on the desk that all services share."""

    db: Database
    clock: Clock
    vault: Vault
    fingerprints: Fingerprints
    wakeups: Wakeups
    directory: Directory
    rules: Rules
