"""A post on its way: what is to be done with it, where it goes, and whether it is worth it yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, select

from bot.store.due_posts import Stage, stage_of
from bot.store.schema import campaign, channel, post
from bot.store.transaction import Transaction

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
# Each claim asks this, and to build it takes longer than to run it.
_FACTS = (
    select(
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
    )
    .select_from(_JOINED)
    .where(post.c.id == bindparam("wanted"))
)


async def facts(tx: Transaction, post_id: int) -> Row[Any]:
    """A post with all that decides whether and where it goes."""
    return (await tx.execute(_FACTS, {"wanted": post_id})).one()


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
