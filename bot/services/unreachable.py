"""A channel that cannot be posted to any more: just that is given up, and its owners are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.services.desk import Desk
from bot.store import campaigns, channels, outbox, people, settlements
from bot.store.outbox import NewPost, Priority
from bot.store.transaction import Transaction
from bot.texts import Texts, texts_for

Body = dict[str, Any]

Words = Callable[[Texts, str, str, int], Body]
"""From texts, channel, Slack's word for the reason, and how many messages were dropped."""


class Unreachable:
    """Remembers it, ends what waits for the channel, and tells once who connected it."""

    def __init__(self, desk: Desk, words: Words) -> None:
        self._desk = desk
        self._words = words

    async def note(
        self, tx: Transaction, channel_id: str, error: str, campaign_id: int | None = None
    ) -> bool:
        """A channel is closed to the bot; whether that is news."""
        now = self._desk.clock.now()
        dropped = await settlements.drop_waiting(tx, channel_id, "channel_unreachable")
        is_news = await channels.set_reachable(tx, channel_id, now, error)
        if is_news:
            for owner in await self._owners(tx, channel_id, campaign_id):
                t = await self._texts(tx, owner)
                body = self._words(t, channel_id, error, dropped)
                await outbox.put(tx, _notice(owner, channel_id, body, now), now)
        return is_news

    async def _owners(self, tx: Transaction, channel_id: str, campaign_id: int | None) -> list[str]:
        """Who connected the campaigns of the channel, and is still there; else the admins."""
        connected = await campaigns.connectors(tx, channel_id, campaign_id)
        there = [user for user in connected if not await self._is_gone(tx, user)]
        admins = sorted(self._desk.rules.admin_users)
        return there or admins or await people.owners(tx)

    async def _is_gone(self, tx: Transaction, user: str) -> bool:
        known = await people.find(tx, user)
        return known is not None and known.person.is_gone

    async def _texts(self, tx: Transaction, user: str) -> Texts:
        known = await people.find(tx, user)
        language = known.person.language if known else None
        return texts_for(language, self._desk.rules.default_language)


def _notice(owner: str, channel_id: str, body: Body, now: datetime) -> NewPost:
    return NewPost(
        key=f"unreachable:{channel_id}:{int(now.timestamp())}:{owner}",
        kind="direct",
        channel_id=owner,
        priority=Priority.ALERT,
        body=body,
        happened_at=now,
    )
