"""What people see of a batch on its way: the receipt that is edited, and the campaign's cards."""

from __future__ import annotations

from datetime import datetime

from bot.domain.batches import Batch
from bot.services.desk import Desk
from bot.store import campaigns, cards, outbox
from bot.store.outbox import Priority
from bot.store.transaction import Transaction

_EVERY_SECONDS = 1.0


class Showing:
    """Asks for edits, of one batch at most once a second, and always at its end."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shown: dict[int, float] = {}
        self._topics = {"sending"}

    async def progress(self, tx: Transaction, batch: Batch, now: datetime, *, ended: bool) -> None:
        """A chunk was settled; the edits are rows of the same transaction."""
        if not ended and self._is_recent(batch.id):
            return
        if ended:
            # The watcher has new call jobs to look at, and people wait for the first results. Its
            # transactions take the campaign before the cards, so this one does.
            await campaigns.change(tx, batch.campaign_id, next_at=now)
            self._topics.add("watch")
        await self.now(tx, batch, now, Priority.ALERT if ended else Priority.COUNT)
        if ended:
            self._shown.pop(batch.id, None)

    async def now(self, tx: Transaction, batch: Batch, now: datetime, priority: Priority) -> None:
        """Show a batch anew whatever was shown before."""
        self._shown[batch.id] = self._desk.clock.monotonic()
        if batch.receipt_post_id is not None:
            await outbox.put_edit(tx, batch.receipt_post_id, priority, now)
        await cards.touch(tx, batch.campaign_id, Priority.COUNT, now)
        self._topics.add("outbox")

    def _is_recent(self, batch_id: int) -> bool:
        last = self._shown.get(batch_id)
        return last is not None and self._desk.clock.monotonic() - last < _EVERY_SECONDS

    def wake(self) -> None:
        """Tell those who send, post and watch what they have to do; after a commit.

        Whoever is woken asks the database, so nobody is woken for nothing at each of 100 chunks.
        """
        for topic in sorted(self._topics):
            self._desk.wakeups.notify(topic)
        self._topics = {"sending"}
