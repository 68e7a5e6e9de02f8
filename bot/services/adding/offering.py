"""A file was dropped in a channel: the offer of a dry run, put down for its thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.batches import Batch
from bot.domain.campaigns import Campaign
from bot.domain.people import Actor, Role
from bot.services.access import Access
from bot.services.desk import Desk
from bot.store import campaigns, outbox
from bot.store.outbox import NewPost, Priority


class Offering:
    """What a channel is shown of files that people drop in it."""

    def __init__(self, desk: Desk, access: Access) -> None:
        self._desk = desk
        self._access = access

    async def campaigns_for(self, actor: Actor) -> list[Campaign]:
        """The campaigns of the channel to which the person may add.

        Nothing where there is none: then a file is none of the bot's business, and no refusal is
        due to somebody who asked for nothing.
        """
        if actor.channel_id is None or actor.is_stranger:
            return []
        async with self._desk.db.read() as tx:
            here = await campaigns.in_channel(tx, actor.channel_id)
            current = await campaigns.current(tx, actor.channel_id)
        may = [one for one in here if await self._access.role(actor, one) >= Role.OPERATOR]
        chosen = [one for one in may if current is not None and one.id == current.id]
        return chosen or may

    async def preview(self, batch: Batch, instead_of: int | None = None) -> None:
        """Show a draft in the thread that it came from, to everybody there.

        ``instead_of`` is the draft in whose place it comes: its message then shows the new one.
        """
        new = _preview(batch)
        async with self._desk.db.begin() as tx:
            now = self._desk.clock.now()
            subjects = (instead_of or 0, batch.id)
            if not await outbox.show_other(tx, new.render, new.channel_id, subjects, now):
                await outbox.put(tx, new, now)
        self._desk.wakeups.notify("outbox")

    async def ask(
        self, key: str, actor: Actor, thread_ts: str | None, body: Mapping[str, Any]
    ) -> None:
        """Ask in a thread; ``key`` names the request, ``body`` is what is asked."""
        new = NewPost(
            key=f"offer:{key}",
            channel_id=actor.channel_id or actor.user_id,
            thread_ts=thread_ts,
            body=body,
            priority=Priority.ALERT,
        )
        async with self._desk.db.begin() as tx:
            await outbox.put(tx, new, self._desk.clock.now())
        self._desk.wakeups.notify("outbox")


def _preview(batch: Batch) -> NewPost:
    return NewPost(
        key=f"preview:{batch.id}",
        channel_id=batch.channel_id or batch.created_by,
        thread_ts=batch.thread_ts,
        campaign_id=batch.campaign_id,
        render="preview",
        subject_id=batch.id,
        priority=Priority.ALERT,
        happened_at=batch.created_at,
    )
