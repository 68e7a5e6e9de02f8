"""Which post of the outbox goes next, so that none overtakes an older one of its lane.

A lane is what people read in order: a channel, or one thread in it. A channel has one message in
flight at a time; an upload, which may take minutes, holds up its own lane alone. Edits stand in no
lane, since they show the newest state whenever they go; of one message there is one edit at most.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    false,
    func,
    or_,
    select,
)

from bot.store.outbox import Priority
from bot.store.schema import post, send_budget
from bot.store.statements import any_of, skip_locked
from bot.store.transaction import Transaction
from bot.store.types import Instant


class Stage(StrEnum):
    """What is to be done with a claimed post."""

    TEXT = "text"
    EDIT = "edit"
    UPLOAD = "upload"
    LOOK = "look"


OPEN = ("queued", "sending", "unclear")

_IS_EDIT = post.c.kind == "edit"
_IS_UPLOAD = and_(post.c.kind == "file", post.c.message_ts.is_not(None))

_STAGES: dict[tuple[Stage, bool], ColumnElement[bool]] = {
    (Stage.TEXT, False): ~_IS_EDIT & ~_IS_UPLOAD,
    (Stage.UPLOAD, False): _IS_UPLOAD,
    (Stage.EDIT, False): _IS_EDIT & (post.c.priority < Priority.COUNT),
    (Stage.EDIT, True): _IS_EDIT & (post.c.priority >= Priority.COUNT),
}
"""Each stage's posts; the flag tells edits of counts, which share what others leave."""

Kind = tuple[Stage, bool]
Kinds = Collection[Kind]
ALL_KINDS: Kinds = tuple(_STAGES)


_NOW = bindparam("now", type_=Instant)
_LEFT_BEHIND = and_(post.c.state == "sending", post.c.lease_until <= _NOW)
_UNCLEAR = and_(
    post.c.state == "unclear",
    post.c.next_at <= _NOW,
    or_(post.c.lease_until.is_(None), post.c.lease_until <= _NOW),
)
_NEXT_LOOK = skip_locked(select(post.c.id).where(_UNCLEAR).order_by(post.c.id).limit(1))
_BEING_LOOKED_FOR = post.c.lease_until > post.c.next_at
_FIRST_LOOK = select(
    func.min(case((_BEING_LOOKED_FOR, post.c.lease_until), else_=post.c.next_at))
).where(post.c.state == "unclear")
_FIRST_LEASE = select(func.min(post.c.lease_until)).where(post.c.state == "sending")
_DOUBTS = select(
    exists().where(_LEFT_BEHIND).label("left_behind"), exists().where(_UNCLEAR).label("unclear")
)


@dataclass(frozen=True, slots=True)
class Doubts:
    """Whether there are posts ``left_behind`` by a worker whose lease is over, and ``unclear``
    ones that are to be looked for by now."""

    left_behind: bool
    unclear: bool


def stage_of(row: Any) -> Stage:
    """What is to be done with a queued post."""
    if row.kind == "edit":
        return Stage.EDIT
    return Stage.UPLOAD if row.kind == "file" and row.message_ts else Stage.TEXT


async def next_to_send(tx: Transaction, now: datetime, kinds: Kinds) -> int | None:
    """The post that goes first of those that are due, locked for this transaction.

    Lower priorities go first, then what has waited longest: an edit that is asked for again keeps
    its place, so that no card starves another.
    """
    found: int | None = await tx.scalar(_next_of(tuple(kinds)), {"now": now})
    return found


# To build it takes longer than to run it, and each claim asks this.
@cache
def _next_of(kinds: tuple[Kind, ...]) -> Select[tuple[int]]:
    query = (
        select(post.c.id)
        .where(
            post.c.state == "queued",
            post.c.next_at <= _NOW,
            or_(false(), *(_STAGES[kind] for kind in kinds)),
            or_(_IS_EDIT, ~_held()),
            *_in_its_turn(),
        )
        .order_by(post.c.priority, post.c.next_at, post.c.id)
        .limit(1)
    )
    return skip_locked(query)


async def next_to_look_for(tx: Transaction, now: datetime) -> int | None:
    """The post of unknown fate whose grace is over, locked for this transaction."""
    found: int | None = await tx.scalar(_NEXT_LOOK, {"now": now})
    return found


async def doubts(tx: Transaction, now: datetime) -> Doubts:
    """What comes before all that is queued."""
    row = (await tx.execute(_DOUBTS, {"now": now})).one()
    return Doubts(bool(row.left_behind), bool(row.unclear))


async def earliest(tx: Transaction) -> dict[tuple[Stage, bool], datetime]:
    """When the first post of each kind is due, as far as its channel is concerned."""
    kinds = list(_STAGES)
    return {kinds[number]: first for number, first in await tx.execute(_earliest())}


@cache
def _earliest() -> Select[int, datetime]:
    paced = post.outerjoin(send_budget, send_budget.c.scope == "channel:" + post.c.channel_id)
    at = case(
        (and_(~_IS_EDIT, send_budget.c.next_at > post.c.next_at), send_budget.c.next_at),
        else_=post.c.next_at,
    )
    numbered = ((where, number) for number, where in enumerate(_STAGES.values()))
    kind = case(*numbered).label("kind_number")
    return (
        select(kind, func.min(at))
        .select_from(paced)
        .where(post.c.state == "queued", *_in_its_turn())
        .group_by("kind_number")
    )


async def earliest_look(tx: Transaction) -> datetime | None:
    """When a post is next looked for, or taken over from a process that died."""
    looks = (await tx.scalar(_FIRST_LOOK), await tx.scalar(_FIRST_LEASE))
    return min((at for at in looks if at is not None), default=None)


async def looked_for_until(tx: Transaction, channel_id: str) -> datetime | None:
    """When a message of unknown fate is looked for that holds up what comes after it there."""
    unclear = and_(post.c.channel_id == channel_id, post.c.state == "unclear")
    at: datetime | None = await tx.scalar(select(func.max(post.c.next_at)).where(unclear))
    return at


# All of what follows are sets that are found once for a query, not once for a row: with thousands
# of posts in a queue that is the difference between two milliseconds and half a second.


@cache
def _in_its_turn() -> list[ColumnElement[bool]]:
    in_flight = (post.c.state == "sending") & ~_IS_EDIT & ~_IS_UPLOAD
    busy = select(post.c.channel_id).where(in_flight)
    to_come = select(post.c.id).where(any_of(post.c.state, OPEN), post.c.message_ts.is_(None))
    return [
        or_(_IS_EDIT, post.c.id.in_(_first_of_lanes()) & post.c.channel_id.not_in(busy)),
        or_(post.c.thread_post_id.is_(None), post.c.thread_post_id.not_in(to_come)),
        or_(post.c.target_post_id.is_(None), post.c.target_post_id.not_in(to_come)),
    ]


def _first_of_lanes() -> Select[tuple[int]]:
    """The oldest message of each lane that is not out yet; what is unclear holds its lane up."""
    lane = func.coalesce(post.c.thread_ts, cast(post.c.thread_post_id, Text), "")
    waiting = any_of(post.c.state, OPEN) & ~_IS_EDIT
    return select(func.min(post.c.id)).where(waiting).group_by(post.c.channel_id, lane)


def _held() -> ColumnElement[bool]:
    waits = select(send_budget.c.scope).where(send_budget.c.next_at > _NOW)
    return ("channel:" + post.c.channel_id).in_(waits)
