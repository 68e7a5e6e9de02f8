"""People as Slack described them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from bot.domain.people import Person
from bot.store.schema import person
from bot.store.statements import upsert
from bot.store.transaction import Transaction

# Every request asks this, and to build a statement takes as long as to run it.
_BY_ID = select(person).where(person.c.user_id == bindparam("wanted"))


@dataclass(frozen=True, slots=True)
class Known:
    """A person, and when Slack said so."""

    person: Person
    fetched_at: datetime


async def find(tx: Transaction, user_id: str) -> Known | None:
    """What is known of somebody."""
    row = (await tx.execute(_BY_ID, {"wanted": user_id})).one_or_none()
    if row is None:
        return None
    found = Person(
        user_id=row.user_id,
        language=row.language,
        zone=ZoneInfo(row.zone) if row.zone else None,
        team_id=row.team_id,
        is_owner=row.is_owner,
        is_guest=row.is_guest,
        is_gone=row.is_gone,
    )
    return Known(found, row.fetched_at)


async def keep(tx: Transaction, one: Person, now: datetime) -> None:
    """Remember what Slack said of somebody."""
    values = {
        "user_id": one.user_id,
        "language": one.language,
        "zone": one.zone.key if one.zone else None,
        "team_id": one.team_id,
        "is_owner": one.is_owner,
        "is_guest": one.is_guest,
        "is_gone": one.is_gone,
        "fetched_at": now,
    }
    await tx.execute(upsert(tx, person, values, key=["user_id"]))


async def owners(tx: Transaction) -> list[str]:
    """The workspace's owners among those whom Slack described to us."""
    query = select(person.c.user_id).where(person.c.is_owner, ~person.c.is_gone)
    return list((await tx.scalars(query.order_by(person.c.user_id))).all())
