"""What is to be posted, put down by whoever has something to say.

The Slack side and the services only ever put rows here; the scheduler side claims and sends them
(:mod:`bot.store.deliveries`). A row is put down in the same transaction as the fact it tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    SelectBase,
    Text,
    and_,
    bindparam,
    case,
    cast,
    literal,
    select,
    update,
)

from bot.store.schema import post
from bot.store.schema.base import RowId
from bot.store.statements import Insert, insert_for, insert_if_new
from bot.store.transaction import Transaction
from bot.store.types import Instant


class Priority(IntEnum):
    """What goes first when Slack's limits make a queue."""

    STATE = 0
    ALERT = 1
    DIGEST = 2
    COUNT = 3


@dataclass(frozen=True, slots=True)
class NewPost:
    """A message to a channel (or, by a user id, to a person).

    ``key`` names the fact it tells: the same key is never put down twice. ``render`` is ``"body"``
    with ``body`` holding ``text`` and ``blocks``, or a renderer's name with its ``subject_id``.
    ``thread_post_id`` threads it under another row's message, once that is sent; ``stale_at`` is
    when it is no longer worth sending.
    """

    key: str
    channel_id: str
    priority: Priority
    render: str = "body"
    body: Mapping[str, Any] | None = None
    subject_id: int | None = None
    campaign_id: int | None = None
    thread_ts: str | None = None
    thread_post_id: int | None = None
    kind: str = "message"
    happened_at: datetime | None = None
    stale_at: datetime | None = None


async def put(tx: Transaction, new: NewPost, now: datetime) -> int | None:
    """Put a message down; its row's id, or ``None`` when its key was put down before."""
    values = {name: getattr(new, name) for name in NewPost.__slots__}
    values |= {"state": "queued", "created_at": now, "next_at": now}
    values["priority"] = int(new.priority)
    if new.thread_post_id is not None and new.thread_ts is None:
        # Once its thread is known, what goes there keeps its order with all that does.
        parent = select(post.c.message_ts).where(post.c.id == new.thread_post_id)
        values["thread_ts"] = parent.scalar_subquery()
    made = insert_if_new(tx, post, values).returning(post.c.id)
    post_id: int | None = (await tx.execute(made)).scalar_one_or_none()
    return post_id


async def shown_ts(tx: Transaction, post_id: int | None) -> str | None:
    """The ``ts`` of a message; ``None`` until Slack shows it."""
    ts: str | None = await tx.scalar(select(post.c.message_ts).where(post.c.id == post_id))
    return ts


async def put_edit(tx: Transaction, target_post_id: int, priority: Priority, now: datetime) -> None:
    """Ask that a message be shown anew.

    Edits of one message coalesce into one row, whose content is made when it is sent. One that
    waits keeps its place, and becomes as pressing as the most pressing of those who asked; one
    that is under way is sent once more. A message that never came, or is gone, has no edits.
    """
    await put_edits(tx, _THE_ONE, {"target_id": target_post_id}, priority, now)


async def put_edits(
    tx: Transaction,
    targets: SelectBase,
    given: Mapping[str, Any],
    priority: Priority,
    now: datetime,
) -> None:
    """The same for all messages of some ids, in one statement.

    ``targets`` is the query for the ids, made once, and ``given`` has the values of its parameters.
    """
    statement = _edits(tx.dialect.name, targets)
    await tx.execute(statement, {**given, "how_pressing": int(priority), "asked_at": now})


_THE_ONE = select(bindparam("target_id", type_=RowId))


# Making it takes five times as long as running it, and each change of a campaign needs it.
@lru_cache(maxsize=64)
def _edits(dialect_name: str, targets: SelectBase) -> Insert:
    target = post.alias("target")
    values: dict[str, ColumnElement[Any]] = {
        "key": "edit:" + cast(target.c.id, Text),
        "kind": literal("edit"),
        "state": literal("queued"),
        "target_post_id": target.c.id,
        "priority": bindparam("how_pressing", type_=Integer),
        **{name: bindparam("asked_at", type_=Instant) for name in _KEPT},
        **{name: target.c[name] for name in _SHARED},
    }
    there = target.c.state.not_in(("failed", "dropped"))
    shown = select(*values.values()).where(target.c.id.in_(targets), there)
    # Always in the same order, so that no two transactions wait for each other.
    new = insert_for(dialect_name, post).from_select(list(values), shown.order_by(target.c.id))
    return new.on_conflict_do_update(index_elements=["key"], set_=_asked_again(new))


async def show_instead(
    tx: Transaction, post_id: int, body: Mapping[str, Any], now: datetime
) -> Mapping[str, Any] | None:
    """Have a message say something else from now on; what it said, ``None`` if it is not there."""
    there = post.c.state.not_in(("failed", "dropped"))
    query = select(post.c.body, post.c.priority).where(post.c.id == post_id, there)
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        return None
    await tx.execute(update(post).where(post.c.id == post_id).values(body=body))
    await put_edit(tx, post_id, Priority(row.priority), now)
    said: Mapping[str, Any] = row.body
    return said


async def show_other(
    tx: Transaction, render: str, channel_id: str, subjects: tuple[int, int], now: datetime
) -> bool:
    """Have the messages there that show the first subject show the second in its place.

    False where there is none that Slack has or will get.
    """
    before, after = subjects
    there = and_(
        post.c.channel_id == channel_id,
        post.c.state.not_in(("failed", "dropped")),
        post.c.render == render,
        post.c.subject_id == before,
        post.c.kind != "edit",
    )
    changed = update(post).where(there).values(subject_id=after).returning(post.c.id)
    post_ids = (await tx.execute(changed)).scalars().all()
    for post_id in post_ids:
        await put_edit(tx, post_id, Priority.STATE, now)
    return bool(post_ids)


_SHARED = ("channel_id", "campaign_id", "render", "subject_id")


def _asked_again(new: Insert) -> dict[str, Any]:
    """What becomes of an edit's row when one more is asked for."""
    under_way, waits = post.c.state == "sending", post.c.state.in_(("queued", "sending"))
    more_pressing = waits & (post.c.priority < new.excluded.priority)
    return {
        "version": post.c.version + 1,
        "subject_id": new.excluded.subject_id,
        "state": case((under_way, post.c.state), else_="queued"),
        "priority": case((more_pressing, post.c.priority), else_=new.excluded.priority),
        **{name: case((waits, post.c[name]), else_=new.excluded[name]) for name in _KEPT},
        "attempts": case((waits, post.c.attempts), else_=0),
        "plainness": case((waits, post.c.plainness), else_=0),
    }


_KEPT = ("created_at", "happened_at", "next_at")


async def unsure_file(tx: Transaction, post_id: int) -> Row[Any] | None:
    """The row of a file that nobody knows to have arrived."""
    query = select(post).where(post.c.id == post_id, post.c.kind == "file")
    return (await tx.execute(query)).one_or_none()


async def send_file_again(tx: Transaction, post_id: int, now: datetime) -> bool:
    """Put a file and its text down once more; false if somebody has done so already."""
    doubtful = and_(post.c.id == post_id, post.c.doubt == "file")
    settled = await tx.execute(update(post).where(doubtful).values(doubt=None))
    if settled.rowcount != 1:
        return False
    row = (await tx.execute(select(post).where(post.c.id == post_id))).one()
    same = {name: getattr(row, name) for name in _SAME}
    new = NewPost(key=f"again:{post_id}", priority=Priority(row.priority), happened_at=now, **same)
    await put(tx, new, now)
    await put_edit(tx, post_id, Priority.STATE, now)
    return True


_SAME = ("channel_id", "thread_ts", "campaign_id", "kind", "render", "subject_id", "body")
