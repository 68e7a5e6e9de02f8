"""A desk for services and duties under test: the real one, with a clock that the test moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.clock import Clock
from bot.domain.people import Person
from bot.services.desk import Desk, Rules
from bot.store import Database, Vault, Wakeups
from bot.store.secrets import fingerprints
from bot.store.vault import new_key

RULES = Rules(
    admin_users=frozenset({"UADMIN"}),
    calls_hosts=(),
    reserved_names=frozenset(),
    default_zone=ZoneInfo("UTC"),
    default_region=None,
    default_language="en",
    watch_every=timedelta(seconds=30),
    alert_group=timedelta(seconds=20),
    settle=timedelta(seconds=150),
    retention=timedelta(days=90),
)


class Strangers:
    """A directory that knows nothing of anybody but that they are there."""

    async def person(self, user_id: str) -> Person:
        return Person(user_id)

    async def groups_of(self, user_id: str) -> frozenset[str]:
        return frozenset()


SECRET_KEY = new_key()


async def a_desk(
    db: Database,
    clock: Clock,
    wakeups: Wakeups | None = None,
    *,
    key: str = SECRET_KEY,
    **rules: Any,
) -> Desk:
    """A desk on this database; ``rules`` replace those above."""
    vault = Vault([SecretStr(key)])
    return Desk(
        db=db,
        clock=clock,
        vault=vault,
        fingerprints=await fingerprints(db, vault),
        wakeups=wakeups or Wakeups(),
        directory=Strangers(),
        rules=replace(RULES, **rules),
    )
