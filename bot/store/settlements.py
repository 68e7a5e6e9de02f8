"""The books of posts on their way: claimed with a lease, settled by who holds it and nobody else.

::

    queued ─claim─► sending ─► sent
      ▲  │             ├─► queued      surely not posted, or something newer is to be shown
      │  └─► dropped   ├─► failed      Slack refused it for good
      │                └─► unclear ─look─► sent (found)
      └────────────────────────┘ not there

Each function works inside a transaction of the caller's. What a worker writes about a post counts
only as long as it holds the post's lease: late writes change nothing and say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Integer,
    Text,
    Update,
    and_,
    bindparam,
    case,
    func,
    literal,
    null,
    or_,
    select,
    update,
)

from bot.store.deliveries import Delivery
from bot.store.due_posts import Stage
from bot.store.schema import channel, post
from bot.store.statements import any_of, of_columns
from bot.store.transaction import Transaction
from bot.store.types import Instant

# Whoever waits for a lease to end is there sooner after it: ticks come every five seconds.
_LONG = timedelta(seconds=10)

# Each post needs these, and to build a statement takes as long as to run it.
_LEASED = update(post).where(
    post.c.id == bindparam("wanted"), post.c.state == bindparam("before", type_=Text)
)
_OF_ITS_OWNER = update(post).where(
    post.c.id == bindparam("wanted"), post.c.lease_owner == bindparam("owner")
)
_SENDING = _OF_ITS_OWNER.where(post.c.state == "sending")
_STILL_HELD = _SENDING.where(post.c.lease_until > bindparam("now", type_=Instant))
_SETTLED = _OF_ITS_OWNER.where(any_of(post.c.state, ("sending", "unclear")))
_IS_NEWEST = post.c.version == bindparam("shown_version", type_=Integer)
_EDITED = _SETTLED.values(
    state=case((_IS_NEWEST, "sent"), else_="queued"),
    next_at=case((_IS_NEWEST, null()), else_=bindparam("now", type_=Instant)),
)
_GIVEN_UP: dict[str, Any] = {"lease_owner": None, "lease_until": None}


async def drop(tx: Transaction, post_id: int, reason: str) -> None:
    """End a queued post unsent."""
    await tx.execute(
        update(post)
        .where(post.c.id == post_id, post.c.state == "queued")
        .values(state="dropped", last_error=reason, next_at=None)
    )


async def lease(tx: Transaction, post_id: int, stage: Stage, owner: str, until: datetime) -> bool:
    """Give a post to one worker until an instant; whether it was free.

    The request goes out only after :func:`begin_sending`, so no ``sending_at`` means none did.
    """
    before, after = ("unclear", "unclear") if stage is Stage.LOOK else ("queued", "sending")
    values: dict[str, Any] = {"state": after, "lease_owner": owner, "lease_until": until}
    if stage is not Stage.LOOK:
        values["sending_at"] = None
    return await _hits_one(tx, _LEASED, {"wanted": post_id, "before": before, **values})


async def absorb_edits(tx: Transaction, post_id: int) -> None:
    """Edits that wait for a message which is rendered only now will find nothing to change."""
    await tx.execute(
        update(post)
        .where(post.c.key == f"edit:{post_id}", post.c.state == "queued")
        .values(state="sent", next_at=None)
    )


async def take_over(tx: Transaction, now: datetime, grace: timedelta) -> None:
    """Free what a worker held that died or slept past its lease.

    A request that may have gone out makes a post unclear; edits are simply made again. Where the
    lease ended long ago either nobody was there, or the clock was set forward and the worker lives:
    its request may be under way at this moment, so the post is looked for after ``grace``.
    """
    surely_not = or_(post.c.sending_at.is_(None), post.c.kind == "edit")
    long_ago, later = post.c.lease_until < now - _LONG, literal(now + grace, Instant)
    await tx.execute(
        update(post)
        .where(post.c.state == "sending", post.c.lease_until <= now)
        .values(
            state=case((surely_not, "queued"), else_="unclear"),
            next_at=case((long_ago & ~surely_not, later), else_=literal(now, Instant)),
            lease_owner=None,
            lease_until=None,
        )
    )


async def begin_sending(tx: Transaction, one: Delivery, now: datetime, until: datetime) -> bool:
    """Renew the lease just before the request goes out; false for who slept past it."""
    values = {"sending_at": now, "lease_until": until}
    return await _hits_one(tx, _STILL_HELD, {**_of(one), "now": now, **values})


async def keep(tx: Transaction, one: Delivery, until: datetime) -> bool:
    """Hold on to a post whose request takes longer than a lease; false if it was lost."""
    return await _hits_one(tx, _SENDING, {**_of(one), "lease_until": until})


async def settle(tx: Transaction, one: Delivery, **values: Any) -> bool:
    """Write what became of a post and give up its lease; false, and nothing, if it was lost."""
    columns = of_columns(post, values)
    return await _hits_one(tx, _SETTLED, {**_of(one), **_GIVEN_UP, **columns})


async def settle_shown(
    tx: Transaction, one: Delivery, now: datetime, ts: str, channel_id: str
) -> bool:
    """Slack shows the message. A file's row goes on to its upload."""
    values = {"message_ts": ts, "message_channel": channel_id, "sent_at": now, **_NO_TROUBLE}
    after = {"state": "queued", "next_at": now} if one.kind == "file" else _SENT
    if not await settle(tx, one, **values, **after):
        return False
    await _thread_under(tx, one, ts)
    await _is_reachable(tx, one)
    return True


async def settle_edited(tx: Transaction, one: Delivery, now: datetime) -> bool:
    """Slack shows the message anew; what was asked for meanwhile is queued again."""
    shown = {**_of(one), "shown_version": one.version, "now": now}
    return await _hits_one(tx, _EDITED, {**shown, **_GIVEN_UP, "sent_at": now, **_NO_TROUBLE})


async def settle_uploaded(tx: Transaction, one: Delivery, now: datetime) -> bool:
    """Slack took the file that follows its text."""
    return await settle(tx, one, sent_at=now, **_SENT, **_NO_TROUBLE)


_SENT: dict[str, Any] = {"state": "sent", "next_at": None}
_NO_TROUBLE: dict[str, Any] = {"attempts": 0, "last_error": None}


async def _thread_under(tx: Transaction, one: Delivery, ts: str) -> None:
    """Tell those that wait for this message which thread they belong in: it is their lane."""
    waiting = and_(post.c.channel_id == one.channel_id, post.c.state == "queued")
    await tx.execute(
        update(post).where(waiting, post.c.thread_post_id == one.id).values(thread_ts=ts)
    )


async def _is_reachable(tx: Transaction, one: Delivery) -> None:
    gone = and_(channel.c.channel_id == one.channel_id, channel.c.unreachable_at.is_not(None))
    await tx.execute(update(channel).where(gone).values(unreachable_at=None, last_error=None))


async def drop_waiting(tx: Transaction, channel_id: str, reason: str) -> int:
    """End everything that waits for a channel that cannot be reached; how many messages."""
    waiting = and_(post.c.channel_id == channel_id, post.c.state == "queued")
    messages = await tx.scalar(
        select(func.count()).select_from(post).where(waiting, post.c.kind != "edit")
    )
    ended = {"state": "dropped", "last_error": reason, "next_at": None}
    await tx.execute(update(post).where(waiting).values(**ended))
    return int(messages or 0)


async def forget_message(tx: Transaction, post_id: int, reason: str) -> None:
    """A message is gone from Slack: it is never edited again."""
    gone = {"message_ts": None, "last_error": reason}
    await tx.execute(update(post).where(post.c.id == post_id).values(**gone))


def _of(one: Delivery) -> dict[str, Any]:
    return {"wanted": one.id, "owner": one.owner}


async def _hits_one(tx: Transaction, statement: Update, given: Mapping[str, Any]) -> bool:
    return (await tx.execute(statement, given)).rowcount == 1
