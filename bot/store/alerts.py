"""Which channels hear of which campaigns, and how far each has heard."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, exists, select, update

from bot.domain.alerts import ChannelAlerts
from bot.store.campaigns import newest_transition
from bot.store.schema import campaign_channel, transition
from bot.store.statements import skip_locked
from bot.store.transaction import Transaction

_COLUMNS: Select[Any] = select(campaign_channel)


def _alerts(row: Row[Any]) -> ChannelAlerts:
    return ChannelAlerts(
        campaign_id=row.campaign_id,
        channel_id=row.channel_id,
        since=row.alerts_since,
        kinds=None if row.alert_kinds is None else tuple(row.alert_kinds),
        muted_until=row.muted_until,
        cursor=row.alert_cursor,
    )


async def _one(tx: Transaction, query: Select[Any]) -> ChannelAlerts | None:
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else _alerts(row)


def _here(campaign_id: int, channel_id: str) -> tuple[Any, Any]:
    return (
        campaign_channel.c.campaign_id == campaign_id,
        campaign_channel.c.channel_id == channel_id,
    )


async def of(tx: Transaction, campaign_id: int, channel_id: str) -> ChannelAlerts | None:
    """A campaign's alerts in a channel; ``None`` where it is not connected to it."""
    return await _one(tx, _COLUMNS.where(*_here(campaign_id, channel_id)))


async def claim(tx: Transaction, campaign_id: int, channel_id: str) -> ChannelAlerts | None:
    """The same, for this transaction alone; ``None`` too where another is at it."""
    return await _one(tx, skip_locked(_COLUMNS.where(*_here(campaign_id, channel_id))))


async def claim_news(tx: Transaction) -> ChannelAlerts | None:
    """A channel that has not taken in all transitions yet, the most belated first; it stays this
    transaction's until that ends."""
    news = exists().where(
        transition.c.campaign_id == campaign_channel.c.campaign_id,
        transition.c.id > campaign_channel.c.alert_cursor,
    )
    query = (
        _COLUMNS.where(campaign_channel.c.alerts_since.is_not(None), news)
        .order_by(campaign_channel.c.alert_cursor)
        .limit(1)
    )
    return await _one(tx, skip_locked(query))


async def change(tx: Transaction, campaign_id: int, channel_id: str, **values: Any) -> None:
    """Set columns of a campaign's place in a channel."""
    await tx.execute(
        update(campaign_channel).where(*_here(campaign_id, channel_id)).values(**values)
    )


async def switch_on(
    tx: Transaction,
    campaign_id: int,
    channel_id: str,
    kinds: Collection[str] | None,
    now: datetime,
) -> None:
    """Tell the channel what goes wrong from now on; what went wrong before is not told."""
    await change(
        tx,
        campaign_id,
        channel_id,
        alerts_since=now,
        alert_kinds=None if kinds is None else list(kinds),
        alert_cursor=await newest_transition(tx, campaign_id),
    )
