"""A channel that cannot be posted to any more: just that is given up, and its owners are told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.services.desk import Desk
from bot.slack.blocks.delivery import unreachable
from bot.store import campaigns, channels, outbox, people, settlements
from bot.store.deliveries import Delivery
from bot.store.outbox import NewPost, Priority
from bot.texts import texts_for


class Unreachable:
    """Remembers it, ends what waits for the channel, and tells once who connected it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def note(self, tx: AsyncConnection, one: Delivery, error: str, now: datetime) -> bool:
        """A post was refused because of its channel; whether that is news."""
        dropped = await settlements.drop_waiting(tx, one.channel_id, "channel_unreachable")
        is_news = await channels.set_reachable(tx, one.channel_id, now, error)
        if is_news:
            for owner in await self._owners(tx, one):
                await self._tell(tx, owner, one, error, dropped, now)
        return is_news

    async def _owners(self, tx: AsyncConnection, one: Delivery) -> list[str]:
        """Who connected the campaigns of the channel, and is still there; else the admins."""
        connected = await campaigns.connectors(tx, one.channel_id, one.campaign_id)
        there = [user for user in connected if not await self._is_gone(tx, user)]
        admins = sorted(self._desk.rules.admin_users)
        return there or admins or await people.owners(tx)

    async def _is_gone(self, tx: AsyncConnection, user: str) -> bool:
        known = await people.find(tx, user)
        return known is not None and known.person.is_gone

    async def _tell(
        self,
        tx: AsyncConnection,
        owner: str,
        one: Delivery,
        error: str,
        dropped: int,
        now: datetime,
    ) -> None:
        known = await people.find(tx, owner)
        language = known.person.language if known else None
        t = texts_for(language, self._desk.rules.default_language)
        new = NewPost(
            key=f"unreachable:{one.channel_id}:{int(now.timestamp())}:{owner}",
            kind="direct",
            channel_id=owner,
            priority=Priority.ALERT,
            body=unreachable(t, one.channel_id, error, dropped).body(),
            happened_at=now,
        )
        await outbox.put(tx, new, now)
