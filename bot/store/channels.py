"""Channels: their manners, and whether they can be reached."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select, update

from bot.domain.channels import ChannelManners, News
from bot.store.schema import channel
from bot.store.statements import insert_if_new
from bot.store.transaction import Transaction

# Every message to a channel asks this, and to build a statement takes as long as to run it.
_BY_ID = select(channel).where(channel.c.channel_id == bindparam("wanted"))


async def manners(tx: Transaction, channel_id: str) -> ChannelManners:
    """How a channel wants to be spoken to; the defaults for one that set nothing."""
    row = (await tx.execute(_BY_ID, {"wanted": channel_id})).one_or_none()
    if row is None:
        return ChannelManners()
    kept = row.manners or {}
    return ChannelManners(
        row.language,
        row.zone,
        kept.get("quiet_from"),
        kept.get("quiet_to"),
        News(kept["news"]) if kept.get("news") else None,
    )


async def set_manners(tx: Transaction, channel_id: str, wanted: ChannelManners) -> None:
    """Remember how a channel wants to be spoken to."""
    await _must_exist(tx, channel_id)
    kept = {name: getattr(wanted, name) for name in ("quiet_from", "quiet_to", "news")}
    await tx.execute(
        update(channel)
        .where(channel.c.channel_id == channel_id)
        .values(language=wanted.language, zone=wanted.zone, manners=kept)
    )


async def set_reachable(
    tx: Transaction, channel_id: str, unreachable_at: datetime | None, error: str | None
) -> bool:
    """Remember that a channel cannot be posted to, or that it can again; whether that is news."""
    await _must_exist(tx, channel_id)
    was = await tx.scalar(
        select(channel.c.unreachable_at).where(channel.c.channel_id == channel_id)
    )
    await tx.execute(
        update(channel)
        .where(channel.c.channel_id == channel_id)
        .values(unreachable_at=unreachable_at, last_error=error)
    )
    return (was is None) != (unreachable_at is None)


async def _must_exist(tx: Transaction, channel_id: str) -> None:
    await tx.execute(insert_if_new(tx, channel, {"channel_id": channel_id}))
