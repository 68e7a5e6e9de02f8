"""Living cards: one message per campaign and channel."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from bot.store import outbox
from bot.store.outbox import NewPost, Priority
from bot.store.schema import card
from bot.store.transaction import Transaction

LIVING = select(card.c.post_id).where(
    card.c.campaign_id == bindparam("of_campaign"), card.c.retired_at.is_(None)
)
"""The query for the posts of all living cards of a campaign."""


async def lives_in(tx: Transaction, campaign_id: int, channel_id: str) -> bool:
    """Whether a channel has a living card of the campaign."""
    place = {"of_campaign": campaign_id, "in_channel": channel_id}
    return await tx.scalar(_LIVES, place) is not None


async def touch(tx: Transaction, campaign_id: int, priority: Priority, now: datetime) -> None:
    """Ask that every living card of a campaign be shown anew."""
    await outbox.put_edits(tx, LIVING, {"of_campaign": campaign_id}, priority, now)


_LIVES = select(card.c.id).where(
    card.c.campaign_id == bindparam("of_campaign"),
    card.c.channel_id == bindparam("in_channel"),
    card.c.retired_at.is_(None),
)


async def put(
    tx: Transaction, campaign_id: int, channel_id: str, key: str, now: datetime
) -> int | None:
    """Post a living card in a channel; the one that lived there before is retired.

    The id of its post, or ``None`` when this key was put down before.
    """
    new = NewPost(
        key=key,
        channel_id=channel_id,
        campaign_id=campaign_id,
        render="card",
        subject_id=campaign_id,
        priority=Priority.STATE,
        happened_at=now,
    )
    post_id = await outbox.put(tx, new, now)
    if post_id is None:
        return None
    await tx.execute(
        update(card)
        .where(
            card.c.campaign_id == campaign_id,
            card.c.channel_id == channel_id,
            card.c.retired_at.is_(None),
        )
        .values(retired_at=now)
    )
    await tx.execute(
        insert(card).values(
            campaign_id=campaign_id, channel_id=channel_id, post_id=post_id, created_at=now
        )
    )
    return post_id


async def retire(tx: Transaction, post_id: int, now: datetime) -> None:
    """A card's message is gone: it is shown anew no more."""
    await tx.execute(
        update(card)
        .where(card.c.post_id == post_id, card.c.retired_at.is_(None))
        .values(retired_at=now)
    )
