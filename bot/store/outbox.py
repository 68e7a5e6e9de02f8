"""What is to be posted, put down by whoever has something to say.

The Slack side and the services only ever put rows here; the scheduler side claims and sends them
(:mod:`bot.store.deliveries`). A row is put down in the same transaction as the fact it tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import case, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import post


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


async def put(tx: AsyncConnection, new: NewPost, now: datetime) -> int | None:
    """Put a message down; its row's id, or ``None`` when its key was put down before."""
    values = {name: getattr(new, name) for name in NewPost.__slots__}
    values |= {"state": "queued", "created_at": now, "next_at": now}
    try:
        async with tx.begin_nested():
            made = await tx.execute(insert(post).values(**values).returning(post.c.id))
            return int(made.scalar_one())
    except IntegrityError:
        return None


async def put_edit(
    tx: AsyncConnection, target_post_id: int, priority: Priority, now: datetime
) -> None:
    """Ask that a sent message be shown anew. Edits of one message coalesce into one row, whose
    content is made when it is sent; a pressing one makes a waiting one pressing."""
    key = f"edit:{target_post_id}"
    bumped = await tx.execute(
        update(post).where(post.c.key == key).values(version=post.c.version + 1, happened_at=now)
    )
    if bumped.rowcount:
        await tx.execute(
            update(post)
            .where(post.c.key == key, post.c.state != "sending")
            .values(
                state="queued",
                next_at=now,
                priority=_lower(priority, waiting=post.c.state == "queued"),
            )
        )
        return
    target = (await tx.execute(select(post).where(post.c.id == target_post_id))).one()
    await put(
        tx,
        NewPost(
            key=key,
            kind="edit",
            channel_id=target.channel_id,
            campaign_id=target.campaign_id,
            render=target.render,
            subject_id=target.subject_id,
            priority=priority,
            happened_at=now,
        ),
        now,
    )
    await tx.execute(update(post).where(post.c.key == key).values(target_post_id=target_post_id))


def _lower(priority: Priority, *, waiting: Any) -> Any:
    pressing = waiting & (post.c.priority < int(priority))
    return case((pressing, post.c.priority), else_=int(priority))
