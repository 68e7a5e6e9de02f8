"""Drafts: a list is read, checked and stored before anybody is asked to confirm it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.domain.batches import Batch, BatchState, Preview
from bot.domain.campaigns import Campaign
from bot.domain.cells import phones_hidden
from bot.domain.contacts import ColumnGuess, Counts, Options
from bot.domain.guards import Guard, Held
from bot.domain.hours import hours_text
from bot.domain.limits import Limited
from bot.domain.people import Actor, Role
from bot.domain.rules import Rules
from bot.errors import BadInput, NotFound, TooLate
from bot.services.access import Access
from bot.services.adding.lists import NewList
from bot.services.adding.previews import Previews
from bot.services.adding.storing import Storing, counted
from bot.services.desk import Desk
from bot.services.guarding import Limits
from bot.store import batch_rows, batches, holding, rules
from bot.store.transaction import Transaction
from bot.texts import N_


class Drafts:
    """Lists that nobody has confirmed yet. Guards and limits decide who of one may be added."""

    def __init__(
        self,
        desk: Desk,
        access: Access,
        previews: Previews,
        limits: Limits,
        guards: Sequence[Guard] = (),
    ) -> None:
        self._desk = desk
        self._access = access
        self._previews = previews
        self._limits = limits
        self._guards = guards

    async def read(self, actor: Actor, campaign: Campaign, wanted: NewList) -> Preview:
        """Read a list and store it as a draft; what would be added.

        :raises BadInput: it cannot be read, or there is nobody to call in it. Nothing is kept.
        """
        await self._access.authorise(actor, "add", Role.OPERATOR, campaign)
        region = campaign.region or self._desk.rules.default_region
        table, columns = await wanted.opened(region)
        options = self._options(campaign, wanted, region)
        batch = await self.begin(actor, campaign, wanted, columns)
        try:
            storing = Storing(self._desk, self._guards, batch)
            counts = await storing.store(table, columns, options)
            _refuse_emptiness(counts)
        except BaseException:
            await self._drop(batch)
            raise
        return await self.finish(batch, campaign, counted(counts))

    def _options(self, campaign: Campaign, wanted: NewList, region: str | None) -> Options:
        return Options(
            region=region,
            zone=campaign.timezone(self._desk.rules.default_zone),
            policy=wanted.policy,
            payload=wanted.payload,
            now=self._desk.clock.now(),
        )

    async def begin(
        self,
        actor: Actor,
        campaign: Campaign,
        wanted: NewList,
        columns: ColumnGuess | None = None,
    ) -> Batch:
        """The row of a draft that is about to be read."""
        held_to = await self._rules_of(campaign)
        details = {
            "hours": hours_text(held_to.hours) if held_to.hours else None,
            "file": wanted.file_id,
            "payload": dict(wanted.payload),
            "columns": as_json(columns) if columns else None,
        }
        async with self._desk.db.begin() as tx:
            return await batches.add(
                tx,
                campaign_id=campaign.id,
                source=str(wanted.source),
                # It is shown to a channel, and people name files by whom they are about.
                file_name=phones_hidden(wanted.file_name) if wanted.file_name else None,
                channel_id=wanted.channel_id,
                thread_ts=wanted.thread_ts,
                created_by=actor.user_id,
                created_at=self._desk.clock.now(),
                policy=dict(wanted.policy),
                details=details,
            )

    async def _rules_of(self, campaign: Campaign) -> Rules:
        async with self._desk.db.read() as tx:
            return await rules.of(tx, campaign.id)

    async def finish(self, batch: Batch, campaign: Campaign, counts: dict[str, Any]) -> Preview:
        """All rows are stored: hold back who has a call coming, and show what is left."""
        async with self._desk.db.begin() as tx:
            await holding.hold(tx, batch.id, campaign.id)
            await self._limits.hold(tx, batch, campaign)
            await batches.change(tx, batch.id, state=str(BatchState.DRAFT), counts=counts)
        return await self._previews.of_id(batch.id)

    async def _drop(self, batch: Batch) -> None:
        async with self._desk.db.begin() as tx:
            await batches.change(tx, batch.id, state=str(BatchState.DISCARDED))
            await batch_rows.clear(tx, batch.id)

    async def add_again(self, actor: Actor, batch_id: int, again: bool) -> Preview:
        """Tick or untick "add again" on a preview: people with an open call job join or leave."""
        batch = await self.of(batch_id)
        preview = await self._previews.of(batch)
        await self._access.authorise(actor, "add", Role.OPERATOR, preview.campaign)
        async with self._desk.db.begin() as tx:
            draft = (BatchState.DRAFT,)
            if not await batches.move(
                tx, batch_id, to=BatchState.DRAFT, out_of=draft, add_again=again
            ):
                raise no_draft()
            await self.count_anew(tx, batch, preview.campaign, again=again)
        return await self._previews.of_id(batch_id)

    async def count_anew(
        self, tx: Transaction, batch: Batch, campaign: Campaign, *, again: bool
    ) -> None:
        """What hangs on who else is left is judged from the beginning."""
        await holding.release(tx, batch.id, [*Held, *Limited])
        if not again:
            await holding.hold(tx, batch.id, batch.campaign_id)
        await self._limits.hold(tx, batch, campaign)

    async def of(self, batch_id: int) -> Batch:
        """A draft that can still be confirmed."""
        async with self._desk.db.read() as tx:
            batch = await batches.by_id(tx, batch_id)
        if batch is None:
            raise NotFound(N_("That preview is not in the books any more. Nothing was added."))
        if batch.state is not BatchState.DRAFT:
            raise no_draft()
        return batch


def no_draft() -> TooLate:
    """What somebody wanted to do to a draft comes too late."""
    return TooLate(N_("That preview was confirmed or discarded meanwhile. Nothing was changed."))


def _refuse_emptiness(counts: Counts) -> None:
    if not counts.total:
        raise BadInput(
            N_(
                "There is no phone number in that. Nothing was added; write each number on a line "
                "of its own, with its country code."
            ),
            field="phones",
        )


def as_json(columns: ColumnGuess) -> dict[str, Any]:
    """The columns of a list as they are stored with its draft."""
    return {
        "columns": [[c.index, c.header, str(c.role), c.key] for c in columns.columns],
        "data_from": columns.data_from,
        "guarded": columns.guarded,
        "sheet": columns.sheet,
        "unread": columns.unread,
    }
