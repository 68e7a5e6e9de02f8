"""Roles that were given. A role that is taken away stays as a row that says ``nobody``.

So the table is empty only before the first grant, and what begins with that grant (deny by
default) does not end when the last one is taken away.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, insert, or_, select, update

from bot.domain.people import Role
from bot.domain.roles import Grant
from bot.store.schema import access_grant
from bot.store.transaction import Transaction

_GIVEN = access_grant.c.role != Role.NOBODY.word

# Whatever people do asks these, and to build a statement takes as long as to run it.
_ANY = select(access_grant.c.id).limit(1)
_REACHING = (
    select(access_grant)
    .where(
        _GIVEN,
        or_(access_grant.c.subject == bindparam("user_id"), access_grant.c.subject.like("S%")),
    )
    .order_by(access_grant.c.id)
)


def _grant(row: Row[Any]) -> Grant:
    role = Role.of(row.role)
    return Grant(row.subject, role, row.campaign_id, row.granted_by, row.granted_at)


async def _all(tx: Transaction, *where: ColumnElement[bool]) -> list[Grant]:
    query = select(access_grant).where(_GIVEN, *where).order_by(access_grant.c.id)
    return [_grant(row) for row in await tx.execute(query)]


async def were_any(tx: Transaction) -> bool:
    """Whether a role was ever given to anybody."""
    return await tx.scalar(_ANY) is not None


async def reaching(tx: Transaction, user_id: str) -> list[Grant]:
    """What was given to somebody, and to any user group: who is in a group, Slack knows."""
    return [_grant(row) for row in await tx.execute(_REACHING, {"user_id": user_id})]


async def of_subject(tx: Transaction, subject: str) -> list[Grant]:
    """What was given to one person or user group."""
    return await _all(tx, access_grant.c.subject == subject)


async def everything(tx: Transaction) -> list[Grant]:
    """All roles that are given now, oldest first."""
    return await _all(tx)


async def admins(tx: Transaction, campaign_id: int | None) -> list[Grant]:
    """Who was made admin of every campaign, or of this one."""
    where = or_(access_grant.c.campaign_id.is_(None), access_grant.c.campaign_id == campaign_id)
    return await _all(tx, access_grant.c.role == Role.ADMIN.word, where)


async def put(tx: Transaction, new: Grant) -> None:
    """Give a role; the one that the subject had on the same campaigns is replaced."""
    values = {
        "role": new.role.word,
        "granted_by": new.granted_by,
        "granted_at": new.granted_at,
    }
    same = (access_grant.c.subject == new.subject, _on(new.campaign_id))
    replaced = await tx.execute(update(access_grant).where(*same).values(**values))
    if not replaced.rowcount:
        place = {"subject": new.subject, "campaign_id": new.campaign_id}
        await tx.execute(insert(access_grant).values(**place, **values))


def _on(campaign_id: int | None) -> ColumnElement[bool]:
    column = access_grant.c.campaign_id
    return column.is_(None) if campaign_id is None else column == campaign_id
