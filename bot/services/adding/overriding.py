"""``Override``: an admin lets people into one list whom a rule of the campaign left out."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.batches import BatchState, Preview
from bot.domain.guards import overridden
from bot.domain.people import Actor, Role
from bot.errors import TooLate
from bot.services.access import Access
from bot.services.adding.drafts import Drafts, no_draft
from bot.services.adding.previews import Previews
from bot.services.desk import Desk
from bot.store import batches, holding
from bot.texts import N_


class Overriding:
    """Sets rules of a campaign aside for one list; those who opted out stay out of every list."""

    def __init__(self, desk: Desk, access: Access, drafts: Drafts, previews: Previews) -> None:
        self._desk = desk
        self._access = access
        self._drafts = drafts
        self._previews = previews

    async def override(self, actor: Actor, batch_id: int, expected: int) -> Preview:
        """Let in whomever the rules have left out of a draft; the preview as it is then.

        ``expected`` is how many the button showed: others were not asked about.
        :raises TooLate: it is another number now, or the draft is one no more.
        """
        batch = await self._drafts.of(batch_id)
        preview = await self._previews.of(batch)
        await self._access.authorise(actor, "override", Role.ADMIN, preview.campaign)
        people = sum(preview.overridable.values())
        if people != expected:
            raise TooLate(N_("The rules leave out others by now. Nothing was changed."))
        words = sorted(overridden(batch).union(preview.overridable))
        anew = replace(batch, details={**batch.details, "overridden": words})
        async with self._desk.db.begin() as tx:
            draft = (BatchState.DRAFT,)
            if not await batches.move(
                tx, batch_id, to=BatchState.DRAFT, out_of=draft, details=anew.details
            ):
                raise no_draft()
            await holding.release(tx, batch_id, words)
            await self._drafts.count_anew(tx, anew, preview.campaign, again=batch.add_again)
        told = {"batch": batch_id, "rules": ", ".join(sorted(preview.overridable))}
        await self._access.audit(actor, "override", "done", preview.campaign, people, **told)
        return await self._previews.of_id(batch_id)
