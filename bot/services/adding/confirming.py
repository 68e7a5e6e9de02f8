"""Confirm and Discard: what a person decides about a preview."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.domain.approvals import Waiting, Wanted
from bot.domain.batches import DRAFT_LIFE, Batch, BatchState
from bot.domain.campaigns import Campaign
from bot.domain.hours import hours_text
from bot.domain.people import Actor, Role
from bot.domain.rules import Deed
from bot.errors import NotFound, Refused, TooLate
from bot.services.access import Access
from bot.services.asking import Asker, Asking, Consent
from bot.services.campaigns import Campaigns
from bot.services.desk import Desk
from bot.services.guarding import Limits
from bot.store import batch_rows, batches, cards, chunk_changes, holding, outbox, rules
from bot.store.outbox import NewPost, Priority
from bot.store.schema import batch as batch_table
from bot.store.transaction import Transaction
from bot.texts import N_, Mrkdwn


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What came of a press of ``Add N``: so many rows go out, or the preview had changed, or they
    are ``waiting`` for a second person."""

    batch: Batch
    campaign: Campaign
    rows: int
    changed: bool = False
    waiting: Waiting | None = None


class Confirming:
    """Turns drafts into batches that are sent, or forgets them."""

    def __init__(self, desk: Desk, access: Access, registry: Campaigns, limits: Limits) -> None:
        self._desk = desk
        self._access = access
        self._registry = registry
        self._limits = limits
        self._asking = Asking(desk)

    async def confirm(
        self, actor: Actor, batch_id: int, expected: int, consent: Consent | None = None
    ) -> Confirmed:
        """Confirm a draft: one UPDATE decides who did it, and all requests are stored with it.

        ``expected`` is the number on the button. If others were added since, so that it would be
        another number now, nothing is confirmed: the preview is to be shown anew. Where the
        campaign's rules want a second person, the draft waits for the ``consent`` of one.
        :raises TooLate: somebody was faster, or the preview is too old.
        """
        batch = await self._read(batch_id)
        campaign = await self._registry.by_id(batch.campaign_id)
        await self._access.authorise(actor, "add", Role.OPERATOR, campaign)

        async def decide(tx: Transaction) -> Confirmed:
            return await self._decide(tx, actor, campaign, batch_id, expected, consent)

        made = await self._desk.db.transact(decide)
        if not made.changed:
            await self._tell(actor, made, consent)
        return made

    async def _decide(
        self,
        tx: Transaction,
        actor: Actor,
        campaign: Campaign,
        batch_id: int,
        expected: int,
        consent: Consent | None,
    ) -> Confirmed:
        now = self._desk.clock.now()
        await batches.lock_campaign(tx, campaign.id)
        batch = await self._draft(tx, batch_id, now, consent)
        await self._must_have_its_hours(tx, batch, campaign)
        rows = await self._judge_anew(tx, batch, campaign)
        if rows != expected:
            return Confirmed(batch, campaign, rows, changed=True)
        waiting = None if consent else await self._ask_second(tx, actor, campaign, batch, rows)
        if waiting is None:
            await self._go(tx, actor, batch, now)
        if consent is not None:
            await consent.end(tx)
        return Confirmed(batch, campaign, rows, waiting=waiting)

    async def _ask_second(
        self, tx: Transaction, actor: Actor, campaign: Campaign, batch: Batch, rows: int
    ) -> Waiting | None:
        """Let the draft wait for a second person, where the rules want one for so many."""
        wanted = Wanted(Deed.ADD, f"batch:{batch.id}", rows, {"batch": batch.id})
        asker = Asker(actor.user_id, actor.channel_id)
        waiting = await self._asking.ask_if_needed(tx, asker, campaign, wanted)
        if waiting is not None:
            await batches.move(tx, batch.id, to=BatchState.ASKED, out_of=(BatchState.DRAFT,))
        return waiting

    async def _tell(self, actor: Actor, made: Confirmed, consent: Consent | None) -> None:
        outcome, more = "confirmed", consent.approved.detail if consent else {}
        if made.waiting is not None:
            outcome, more = "awaits", {"approval": made.waiting.request_id}
        await self._access.audit(
            actor, "add", outcome, made.campaign, made.rows, batch=made.batch.id, **more
        )
        for topic in ("sending", "outbox", "approvals"):
            self._desk.wakeups.notify(topic)

    async def _read(self, batch_id: int) -> Batch:
        async with self._desk.db.read() as tx:
            batch = await batches.by_id(tx, batch_id)
        if batch is None:
            raise NotFound(N_("That preview is not in the books any more. Nothing was added."))
        return batch

    async def _draft(
        self, tx: Transaction, batch_id: int, now: datetime, consent: Consent | None
    ) -> Batch:
        """The draft; what waited for a second person was young enough when it was asked for."""
        batch = await batches.lock(tx, batch_id)
        wanted = BatchState.ASKED if consent else BatchState.DRAFT
        if batch is None or batch.state is not wanted:
            raise _too_late(batch)
        if consent is None and now - batch.created_at > DRAFT_LIFE:
            raise _too_old()
        return batch

    async def _must_have_its_hours(self, tx: Transaction, batch: Batch, campaign: Campaign) -> None:
        """Calling hours went into each row when the list was read: others would not be kept."""
        hours = (await rules.of(tx, campaign.id)).hours
        if hours is not None and hours_text(hours) != batch.details.get("hours"):
            raise TooLate(
                N_(
                    "The calling hours of {name} were changed since this preview. Nothing was "
                    "added; please add the list anew."
                ),
                name=campaign.name,
            )

    async def _judge_anew(self, tx: Transaction, batch: Batch, campaign: Campaign) -> int:
        """How many go out: not those whom another batch has added since the preview, nor those
        who meanwhile are more than a limit allows."""
        added_since = select(batch_table.c.id).where(
            batch_table.c.campaign_id == batch.campaign_id,
            batch_table.c.confirmed_at >= batch.created_at,
        )
        if not batch.add_again and await tx.scalar(added_since.limit(1)) is not None:
            await holding.hold(tx, batch.id, batch.campaign_id)
        await self._limits.hold_anew(tx, batch, campaign)
        return (await batch_rows.counts(tx, batch.id)).get("ready", 0)

    async def _go(self, tx: Transaction, actor: Actor, batch: Batch, now: datetime) -> None:
        confirmed = {"confirmed_by": actor.user_id, "confirmed_at": now}
        to = BatchState.CONFIRMED
        if not await batches.move(tx, batch.id, to=to, out_of=(batch.state,), **confirmed):
            raise _too_late(batch)
        if not await chunk_changes.make(tx, batch.id, now):
            raise Refused(N_("There is nobody left to add. Nothing was added."))
        post_id = await outbox.put(tx, _receipt(actor, batch, now), now)
        await batches.change(tx, batch.id, receipt_post_id=post_id)
        await cards.touch(tx, batch.campaign_id, Priority.COUNT, now)

    async def discard(self, actor: Actor, batch_id: int) -> Batch:
        """Forget a draft and the people in it."""
        batch = await self._read(batch_id)
        campaign = await self._registry.by_id(batch.campaign_id)
        await self._access.authorise(actor, "add", Role.OPERATOR, campaign)
        async with self._desk.db.begin() as tx:
            draft = (BatchState.DRAFT,)
            if not await batches.move(tx, batch_id, to=BatchState.DISCARDED, out_of=draft):
                raise _too_late(await batches.by_id(tx, batch_id))
            await batch_rows.clear(tx, batch_id)
        await self._access.audit(actor, "add", "discarded", campaign, batch=batch_id)
        return batch


def _receipt(actor: Actor, batch: Batch, now: datetime) -> NewPost:
    """The message that tells how far the batch is; to the person where there is no channel."""
    return NewPost(
        key=f"receipt:{batch.id}",
        kind="message" if batch.channel_id else "direct",
        channel_id=batch.channel_id or actor.user_id,
        thread_ts=batch.thread_ts,
        campaign_id=batch.campaign_id,
        render="receipt",
        subject_id=batch.id,
        priority=Priority.ALERT,
        happened_at=now,
    )


def _too_late(batch: Batch | None) -> TooLate:
    if batch is not None and batch.confirmed_by:
        who = Mrkdwn(f"<@{batch.confirmed_by}>")
        return TooLate(N_("That was already confirmed by {who}. Nothing was added twice."), who=who)
    if batch is not None and batch.state is BatchState.EXPIRED:
        return _too_old()
    if batch is not None and batch.state is BatchState.ASKED:
        return TooLate(N_("That waits for a second person to approve it. Nothing was added."))
    return TooLate(N_("That preview was discarded. Nothing was added."))


def _too_old() -> TooLate:
    return TooLate(
        N_("That preview is older than a day. Nothing was added; please add the list anew.")
    )
