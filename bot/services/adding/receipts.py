"""How far batches have got: for the receipt that is edited, and for the list of batches."""

from __future__ import annotations

from bot.domain.batches import Batch, Progress
from bot.domain.campaigns import Campaign
from bot.domain.people import Actor, Role
from bot.errors import NotFound
from bot.services.access import Access
from bot.services.desk import Desk
from bot.store import batch_rows, batches, campaigns, chunks
from bot.store.transaction import Transaction
from bot.texts import N_

_LISTED = 10


class Receipts:
    """Counts batches."""

    def __init__(self, desk: Desk, access: Access) -> None:
        self._desk = desk
        self._access = access

    async def progress(self, batch_id: int) -> Progress:
        """How far a batch is.

        :raises NotFound: there is none of that id.
        """
        found = await self.progress_if_any(batch_id)
        if found is None:
            raise NotFound(N_("That batch is not in the books any more. Nothing was changed."))
        return found

    async def progress_if_any(self, batch_id: int) -> Progress | None:
        """The same for a receipt that is about to be sent; ``None`` where the batch is gone."""
        async with self._desk.db.read() as tx:
            batch = await batches.by_id(tx, batch_id)
            return None if batch is None else await _progress(tx, batch)

    async def of_campaign(self, actor: Actor, campaign: Campaign) -> list[Progress]:
        """What was added to a campaign, newest first."""
        await self._access.authorise(actor, "batches", Role.VIEWER, campaign)
        async with self._desk.db.read() as tx:
            every = await batches.of_campaign(tx, campaign.id, _LISTED)
            return [await _progress(tx, batch) for batch in every]


async def _progress(tx: Transaction, batch: Batch) -> Progress:
    return Progress(
        batch=batch,
        campaign=await campaigns.by_id(tx, batch.campaign_id),
        rows=await batch_rows.counts(tx, batch.id),
        chunks=await chunks.counts(tx, batch.id),
        host_is_away=await chunks.put_off_often(tx, batch.id),
    )
