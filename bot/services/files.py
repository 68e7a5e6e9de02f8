"""Files that were to follow their messages, sent again where nobody knows whether they arrived."""

from __future__ import annotations

from bot.domain.people import Actor, Role
from bot.errors import NotFound, TooLate
from bot.services.access import Access
from bot.services.desk import Desk
from bot.store import campaigns, outbox
from bot.store.transaction import Transaction
from bot.texts import N_


class Files:
    """What became of files, as far as people can mend it."""

    def __init__(self, desk: Desk, access: Access) -> None:
        self._desk = desk
        self._access = access

    async def send_again(self, actor: Actor, post_id: int) -> None:
        """Send a file and its text once more, to where it was to go; each button serves once."""
        async with self._desk.db.read() as tx:
            sent = await outbox.unsure_file(tx, post_id)
            campaign = None
            if sent is not None and sent.campaign_id is not None:
                campaign = await campaigns.by_id(tx, sent.campaign_id)
        if sent is None:
            raise NotFound(N_("That file is not in the books any more. Nothing was sent."))
        await self._access.authorise(actor, "send a file again", Role.VIEWER, campaign)
        await self._desk.db.transact(lambda tx: self._again(tx, post_id))
        await self._access.audit(actor, "send a file again", "done", campaign)
        self._desk.wakeups.notify("outbox")

    async def _again(self, tx: Transaction, post_id: int) -> None:
        if not await outbox.send_file_again(tx, post_id, self._desk.clock.now()):
            raise TooLate(N_("That file is on its way again already."))
