"""``again``: people are added once more by what became of their call jobs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson

from bot.domain.batches import Batch, Preview, RowState, Source
from bot.domain.campaigns import Campaign
from bot.domain.contacts import MAX_ROWS, Contact
from bot.domain.guards import Guard, Judged
from bot.domain.people import Actor, Role
from bot.domain.policy import wire_moment
from bot.errors import BadInput
from bot.services.access import Access
from bot.services.adding.drafts import Drafts
from bot.services.adding.lists import NewList
from bot.services.adding.storing import judge_page, wire
from bot.services.desk import Desk
from bot.store import again, batch_rows, batches
from bot.store.bulk import update_many
from bot.store.schema import batch_row
from bot.texts import N_


class Again:
    """Makes drafts of people who were called before."""

    def __init__(
        self, desk: Desk, access: Access, drafts: Drafts, guards: Sequence[Guard] = ()
    ) -> None:
        self._desk = desk
        self._access = access
        self._drafts = drafts
        self._guards = guards

    async def read(
        self,
        actor: Actor,
        campaign: Campaign,
        statuses: Iterable[str],
        since: timedelta | None,
        thread_ts: str | None = None,
    ) -> Preview:
        """Choose by the status words of ended call jobs, as far back as ``since``.

        Each gets the payload and the policy that were sent the last time, as far as they are
        known; a call window that is over is left out.
        """
        await self._access.authorise(actor, "again", Role.OPERATOR, campaign)
        now = self._desk.clock.now()
        wanted = NewList(Source.AGAIN, _no_table, channel_id=actor.channel_id, thread_ts=thread_ts)
        batch = await self._drafts.begin(actor, campaign, wanted)
        chosen = await self._pick(batch, campaign, statuses, now - since if since else None)
        await self._fill(batch, campaign, now)
        return await self._drafts.finish(batch, campaign, {"total": chosen})

    async def _pick(
        self,
        batch: Batch,
        campaign: Campaign,
        statuses: Iterable[str],
        since: datetime | None,
    ) -> int:
        async with self._desk.db.begin() as tx:
            chosen = await again.pick(tx, batch.id, campaign.id, statuses, since)
            if not 0 < chosen <= MAX_ROWS:
                await batch_rows.clear(tx, batch.id)
                await batches.change(tx, batch.id, state="discarded")
        if not chosen:
            raise BadInput(
                N_(
                    "Nobody in {name} has that outcome, or all of them have a call coming or "
                    "were reached since. Nothing was added."
                ),
                name=campaign.name,
            )
        if chosen > MAX_ROWS:
            raise BadInput(
                N_("More than {limit} people have that outcome. Nothing was added; add a since."),
                limit=MAX_ROWS,
            )
        return chosen

    async def _fill(self, batch: Batch, campaign: Campaign, now: datetime) -> None:
        """Give each row what is to be sent, a page at a time, and let the guards look at it."""
        after = -1
        while True:
            async with self._desk.db.read() as tx:
                page = await again.originals(tx, batch.id, campaign.id, after)
            if not page:
                return
            contacts = [_contact(*row, now) for row in page]
            judged = await judge_page(self._guards, batch, contacts)
            async with self._desk.db.begin() as tx:
                rows = _filled(batch, contacts, judged)
                await update_many(tx, batch_row, rows, key=("batch_id", "position"))
            after = page[-1][0]
            await asyncio.sleep(0)


def _no_table(region: str | None) -> Any:
    raise BadInput(N_("That batch was made of call jobs, not of a list."))


def _contact(position: int, phone: str, before: str | None, now: datetime) -> Contact:
    sent: dict[str, Any] = orjson.loads(before) if before else {}
    sent.pop("phone", None)
    payload = sent.pop("payload", {})
    return Contact(position, position + 1, phone, payload, without_window_over(sent, now))


def without_window_over(policy: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
    """The policy, without its first and last moment to call if the last has passed."""
    finish = policy.get("finishDateTime")
    if not finish or finish > wire_moment(now):
        return policy
    return {
        name: value
        for name, value in policy.items()
        if name not in ("startDateTime", "finishDateTime")
    }


def _filled(batch: Batch, contacts: Sequence[Contact], judged: Judged) -> list[dict[str, Any]]:
    kept = {one.position: one for one in judged.kept}
    rows = []
    for contact in contacts:
        final = kept.get(contact.position, contact)
        reason = judged.removed.get(contact.position)
        rows.append(
            {
                "batch_id": batch.id,
                "position": contact.position,
                "wire": wire(final.phone, final.payload, final.policy),
                "state": str(RowState.HELD if reason else RowState.READY),
                "reason": reason,
            }
        )
    return rows
