"""Tells who waits for a message of the outbox whether it comes late."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.waits import Wait, wait
from bot.services.desk import Desk
from bot.store import budgets, claiming, due_posts
from bot.store.transaction import Transaction


class Queues:
    """The queue in front of Slack, as one person meets it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def wait(self, channel_id: str) -> Wait | None:
        """How long a message waits that was just put down for a channel, or for a person by their
        id; ``None`` where it comes as good as at once."""
        now = self._desk.clock.now()
        async with self._desk.db.read() as tx:
            here = await claiming.queued(tx, now, channel_id, edits=False)
            everywhere = await claiming.queued(tx, now, edits=False)
            held_for = await self._held_for(tx, channel_id, now)
        if not here.length and not held_for:
            return None
        return wait(
            max(0, here.length - 1),
            max(0, everywhere.length - 1),
            held_for,
            channel_pace=budgets.of_channel(channel_id).every,
            workspace_pace=budgets.POSTS.every,
        )

    async def _held_for(self, tx: Transaction, channel_id: str, now: datetime) -> timedelta:
        """How long nothing goes there: Slack asked to wait, or refuses the bot's token, or the
        message before is looked for."""
        channel = budgets.of_channel(channel_id)
        rows = await budgets.read(tx, [channel, budgets.TOKEN, budgets.POSTS])
        until = [
            budgets.free_at(rows, channel),
            budgets.free_at(rows, budgets.POSTS),
            budgets.free_at(rows, budgets.TOKEN),
            await due_posts.looked_for_until(tx, channel_id),
        ]
        return max((at - now for at in until if at is not None and at > now), default=timedelta())
