"""Posts on their way: claimed with a lease, sent by one worker, settled by that worker alone.

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

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Update, and_, case, func, literal, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.due_posts import Stage, stage_of
from bot.store.schema import campaign, channel, post

# Once a channel could not be reached, it is tried again at most this often.
PROBE_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A claimed post. ``owner`` names this claim; ``stage`` is what is to be done.

    For an edit, ``shown_ts`` and ``shown_in`` are the message to edit, and ``event_key`` is that
    message's key; for all others they are the post's own, once its text is out. ``thread_ts`` is
    resolved already. ``version`` is what was asked for when it was claimed.
    """

    id: int
    key: str
    kind: str
    stage: Stage
    owner: str
    channel_id: str
    thread_ts: str | None
    campaign_id: int | None
    render: str
    subject_id: int | None
    body: dict[str, Any] | None
    priority: int
    version: int
    attempts: int
    plainness: int
    doubt: str | None
    created_at: datetime
    happened_at: datetime | None
    sending_at: datetime | None
    target_post_id: int | None
    event_key: str
    shown_in: str | None
    shown_ts: str | None
    is_probe: bool = False

    @property
    def is_direct(self) -> bool:
        """Whether it goes to one person: its channel is a user id."""
        return self.channel_id[:1] in "UW"


_target, _parent = post.alias("target"), post.alias("parent")
_JOINED = (
    post.outerjoin(_target, _target.c.id == post.c.target_post_id)
    .outerjoin(_parent, _parent.c.id == post.c.thread_post_id)
    .outerjoin(campaign, campaign.c.id == post.c.campaign_id)
    .outerjoin(channel, channel.c.channel_id == post.c.channel_id)
)
_FACTS = select(
    post,
    _target.c.state.label("target_state"),
    _target.c.key.label("target_key"),
    _target.c.body.label("target_body"),
    _target.c.doubt.label("target_doubt"),
    _target.c.message_ts.label("target_ts"),
    _target.c.message_channel.label("target_channel"),
    _parent.c.message_ts.label("parent_ts"),
    campaign.c.disconnected_at,
    channel.c.unreachable_at,
).select_from(_JOINED)


async def facts(tx: AsyncConnection, post_id: int) -> Row[Any]:
    """A post with all that decides whether and where it goes."""
    return (await tx.execute(_FACTS.where(post.c.id == post_id))).one()


def void_reason(row: Row[Any], now: datetime) -> str | None:
    """Why a queued post is not worth sending any more, if so."""
    if row.stale_at is not None and row.stale_at <= now:
        return "stale"
    if row.thread_post_id is not None and not (row.thread_ts or row.parent_ts):
        return "thread_gone"
    if row.kind == "edit" and row.target_ts is None:
        return "message_gone"
    if row.disconnected_at is not None and row.created_at < row.disconnected_at:
        return "campaign_gone"
    if row.unreachable_at is not None and _is_spared(row, now):
        return "channel_unreachable"
    return None


def _is_spared(row: Row[Any], now: datetime) -> bool:
    return row.kind == "edit" or bool(row.unreachable_at > now - PROBE_EVERY)


def delivery(row: Row[Any], owner: str, stage: Stage | None = None) -> Delivery:
    """The claimed post that :func:`facts` told of."""
    is_edit = row.kind == "edit"
    own = {name: getattr(row, name) for name in _OWN}
    return Delivery(
        **own,
        stage=stage or stage_of(row),
        owner=owner,
        thread_ts=row.thread_ts or row.parent_ts,
        body=row.body or (row.target_body if is_edit else None),
        doubt=row.target_doubt if is_edit else row.doubt,
        event_key=row.target_key if is_edit else row.key,
        shown_in=row.target_channel if is_edit else row.message_channel,
        shown_ts=row.target_ts if is_edit else row.message_ts,
    )


_OWN = (
    *("id", "key", "kind", "channel_id", "campaign_id", "render", "subject_id", "priority"),
    *("version", "attempts", "plainness", "created_at", "happened_at", "sending_at"),
    "target_post_id",
)


async def drop(tx: AsyncConnection, post_id: int, reason: str) -> None:
    """End a queued post unsent."""
    await tx.execute(
        update(post)
        .where(post.c.id == post_id, post.c.state == "queued")
        .values(state="dropped", last_error=reason, next_at=None)
    )


async def lease(
    tx: AsyncConnection, post_id: int, stage: Stage, owner: str, until: datetime
) -> bool:
    """Give a post to one worker until an instant; whether it was free.

    The request goes out only after :func:`begin_sending`, so no ``sending_at`` means none did.
    """
    before, after = ("unclear", "unclear") if stage is Stage.LOOK else ("queued", "sending")
    values: dict[str, Any] = {"state": after, "lease_owner": owner, "lease_until": until}
    if stage is not Stage.LOOK:
        values["sending_at"] = None
    where = and_(post.c.id == post_id, post.c.state == before)
    return await _hits_one(tx, update(post).where(where).values(**values))


async def absorb_edits(tx: AsyncConnection, post_id: int) -> None:
    """Edits that wait for a message which is rendered only now will find nothing to change."""
    await tx.execute(
        update(post)
        .where(post.c.key == f"edit:{post_id}", post.c.state == "queued")
        .values(state="sent", next_at=None)
    )


async def take_over(tx: AsyncConnection, now: datetime) -> None:
    """Free what a worker held that died or slept past its lease.

    A request that may have gone out makes a post unclear; edits are simply made again.
    """
    surely_not = or_(post.c.sending_at.is_(None), post.c.kind == "edit")
    await tx.execute(
        update(post)
        .where(post.c.state == "sending", post.c.lease_until <= now)
        .values(
            state=case((surely_not, "queued"), else_="unclear"),
            next_at=now,
            lease_owner=None,
            lease_until=None,
        )
    )


async def begin_sending(tx: AsyncConnection, one: Delivery, now: datetime, until: datetime) -> bool:
    """Renew the lease just before the request goes out; false for who slept past it."""
    held = and_(_held_by(one), post.c.state == "sending", post.c.lease_until > now)
    values = {"sending_at": now, "lease_until": until}
    return await _hits_one(tx, update(post).where(held).values(**values))


async def keep(tx: AsyncConnection, one: Delivery, until: datetime) -> bool:
    """Hold on to a post whose request takes longer than a lease; false if it was lost."""
    held = and_(_held_by(one), post.c.state == "sending")
    return await _hits_one(tx, update(post).where(held).values(lease_until=until))


async def settle(tx: AsyncConnection, one: Delivery, **values: Any) -> bool:
    """Write what became of a post and give up its lease; false, and nothing, if it was lost."""
    ended = {"lease_owner": None, "lease_until": None, **values}
    held = and_(_held_by(one), post.c.state.in_(("sending", "unclear")))
    return await _hits_one(tx, update(post).where(held).values(**ended))


async def settle_shown(
    tx: AsyncConnection, one: Delivery, now: datetime, ts: str, channel_id: str
) -> bool:
    """Slack shows the message. A file's row goes on to its upload."""
    values = {"message_ts": ts, "message_channel": channel_id, "sent_at": now, **_NO_TROUBLE}
    after = {"state": "queued", "next_at": now} if one.kind == "file" else _SENT
    if not await settle(tx, one, **values, **after):
        return False
    await _thread_under(tx, one, ts)
    await _is_reachable(tx, one)
    return True


async def settle_edited(tx: AsyncConnection, one: Delivery, now: datetime) -> bool:
    """Slack shows the message anew; what was asked for meanwhile is queued again."""
    newest = post.c.version == one.version
    state = case((newest, "sent"), else_="queued")
    next_at = case((newest, null()), else_=literal(now, post.c.next_at.type))
    return await settle(tx, one, state=state, next_at=next_at, sent_at=now, **_NO_TROUBLE)


async def settle_uploaded(tx: AsyncConnection, one: Delivery, now: datetime) -> bool:
    """Slack took the file that follows its text."""
    return await settle(tx, one, sent_at=now, **_SENT, **_NO_TROUBLE)


_SENT: dict[str, Any] = {"state": "sent", "next_at": None}
_NO_TROUBLE: dict[str, Any] = {"attempts": 0, "last_error": None}


async def _thread_under(tx: AsyncConnection, one: Delivery, ts: str) -> None:
    """Tell those that wait for this message which thread they belong in: it is their lane."""
    waiting = and_(post.c.channel_id == one.channel_id, post.c.state == "queued")
    await tx.execute(
        update(post).where(waiting, post.c.thread_post_id == one.id).values(thread_ts=ts)
    )


async def _is_reachable(tx: AsyncConnection, one: Delivery) -> None:
    gone = and_(channel.c.channel_id == one.channel_id, channel.c.unreachable_at.is_not(None))
    await tx.execute(update(channel).where(gone).values(unreachable_at=None, last_error=None))


async def drop_waiting(tx: AsyncConnection, channel_id: str, reason: str) -> int:
    """End everything that waits for a channel that cannot be reached; how many messages."""
    waiting = and_(post.c.channel_id == channel_id, post.c.state == "queued")
    messages = await tx.scalar(
        select(func.count()).select_from(post).where(waiting, post.c.kind != "edit")
    )
    ended = {"state": "dropped", "last_error": reason, "next_at": None}
    await tx.execute(update(post).where(waiting).values(**ended))
    return int(messages or 0)


async def forget_message(tx: AsyncConnection, post_id: int, reason: str) -> None:
    """A message is gone from Slack: it is never edited again."""
    gone = {"message_ts": None, "last_error": reason}
    await tx.execute(update(post).where(post.c.id == post_id).values(**gone))


def _held_by(one: Delivery) -> Any:
    return and_(post.c.id == one.id, post.c.lease_owner == one.owner)


async def _hits_one(tx: AsyncConnection, statement: Update) -> bool:
    return (await tx.execute(statement)).rowcount == 1
