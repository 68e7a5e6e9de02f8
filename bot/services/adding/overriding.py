"""``Override``: an admin lets people into one list whom a rule of the campaign left out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.approvals import Waiting, Wanted
from bot.domain.batches import DRAFT_LIFE, BatchState, Preview
from bot.domain.guards import overridden
from bot.domain.people import Actor, Role
from bot.domain.rules import Deed
from bot.errors import TooLate
from bot.services.access import Access
from bot.services.adding.drafts import Drafts, no_draft
from bot.services.adding.previews import Previews
from bot.services.asking import Asker, Asking, Consent
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
        self._asking = Asking(desk)

    async def override(
        self, actor: Actor, batch_id: int, expected: int, consent: Consent | None = None
    ) -> Preview | Waiting:
        """Let in whomever the rules have left out of a draft; the preview as it is then.

        ``expected`` is how many the button showed: others were not asked about. Where the
        campaign's rules want a second person and none gave ``consent``, one is asked instead.
        :raises TooLate: it is another number now, or the draft is one no more.
        """
        batch = await self._drafts.of(batch_id)
        preview = await self._previews.of(batch)
        await self._access.authorise(actor, "override", Role.ADMIN, preview.campaign)
        people = sum(preview.overridable.values())
        if people != expected:
            raise TooLate(N_("The rules leave out others by now. Nothing was changed."))
        told: dict[str, Any] = {"batch": batch_id, "rules": ", ".join(sorted(preview.overridable))}
        if consent is None and (waiting := await self._ask_second(actor, preview, people)):
            told["approval"] = waiting.request_id
            await self._access.audit(actor, "override", "awaits", preview.campaign, people, **told)
            return waiting
        await self._let_in(preview, consent)
        told |= consent.approved.detail if consent else {}
        await self._access.audit(actor, "override", "done", preview.campaign, people, **told)
        return await self._previews.of_id(batch_id)

    async def _ask_second(self, actor: Actor, preview: Preview, people: int) -> Waiting | None:
        """The request for a second person; it is over when the draft is."""
        batch = preview.batch
        details = {"batch": batch.id, "left_out": left_out(preview)}
        wanted = Wanted(Deed.OVERRIDE, f"override:{batch.id}", people, details)
        asker, until = Asker(actor.user_id, actor.channel_id), batch.created_at + DRAFT_LIFE
        async with self._desk.db.begin() as tx:
            waiting = await self._asking.ask_if_needed(tx, asker, preview.campaign, wanted, until)
        self._asking.wake()
        return waiting

    async def _let_in(self, preview: Preview, consent: Consent | None) -> None:
        batch = preview.batch
        words = sorted(overridden(batch).union(preview.overridable))
        anew = replace(batch, details={**batch.details, "overridden": words})
        async with self._desk.db.begin() as tx:
            draft = (BatchState.DRAFT,)
            if not await batches.move(
                tx, batch.id, to=BatchState.DRAFT, out_of=draft, details=anew.details
            ):
                raise no_draft()
            await holding.release(tx, batch.id, words)
            await self._drafts.count_anew(tx, anew, preview.campaign, again=batch.add_again)
            if consent is not None:
                await consent.end(tx)


def left_out(shown: Preview) -> dict[str, Any]:
    """What is approved of a draft: so many by each rule, and whether open call jobs count."""
    return {"by_rule": dict(shown.overridable), "again": shown.batch.add_again}
