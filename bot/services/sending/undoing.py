"""Undo, carried out: the call jobs of one batch are canceled, and nothing else.

It can be broken off anywhere and begun anew: what was canceled is marked, and to cancel a call job
twice does nothing. What came of it is read from the host, not assumed.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import structlog

from bot.calls_api import CallsApiError, CampaignClient, JobReport
from bot.domain.batches import Batch, BatchState, RowState, Undone
from bot.domain.outcomes import Outcome, Status, outcome_of
from bot.domain.verdicts import is_for_good, wait_after
from bot.errors import CallboardError, HostTrouble
from bot.metrics import Metrics
from bot.services.desk import Desk
from bot.services.hosts import Hosts
from bot.services.sending.leases import LEASE
from bot.services.sending.showing import Showing
from bot.store import audits, batch_jobs, batch_rows, campaigns, undoing
from bot.store.batch_rows import SentRow
from bot.store.chunk_claims import Lease
from bot.store.outbox import Priority
from bot.store.transaction import Transaction
from bot.texts import N_

_log = structlog.get_logger(__name__)

_FINISHED = frozenset({Outcome.SUCCESS, Outcome.REACHED_NO_RESULT, Outcome.FAILED})

UNDO_LEASE = 2 * LEASE


class Undoing:
    """Cancels the call jobs of batches that are being undone."""

    def __init__(self, desk: Desk, hosts: Hosts, showing: Showing, metrics: Metrics) -> None:
        self._desk = desk
        self._hosts = hosts
        self._showing = showing
        self._metrics = metrics
        self._owner = uuid4().hex

    def _lease(self) -> Lease:
        now = self._desk.clock.now()
        return Lease(self._owner, now, now + UNDO_LEASE)

    async def claim(self, tx: Transaction) -> Batch | None:
        """A batch to undo, all of whose requests have come to an end."""
        return await undoing.claim(tx, self._lease())

    async def carry_out(self, batch: Batch) -> None:
        """Cancel, and say what came of it; a failure is tried again later."""
        try:
            client = await self._client(batch)
            counted = await self._cancel_all(batch, client)
        except (CallsApiError, CallboardError) as error:
            await self._failed(batch, error)
            return
        if counted is not None:
            await self._done(batch, counted)

    async def _client(self, batch: Batch) -> CampaignClient:
        async with self._desk.db.read() as tx:
            campaign = await campaigns.by_id(tx, batch.campaign_id)
        if campaign is None:
            raise HostTrouble(N_("That campaign is not connected any more."))
        return await self._hosts.client(campaign)

    async def _cancel_all(self, batch: Batch, client: CampaignClient) -> Counter[str] | None:
        """What became of those that were not canceled; nothing if the lease was lost."""
        counted, after = Counter[str](), -1
        while page := await self._next_page(batch, after):
            if not await self._begin_page(batch, page):
                return None
            counted += await self._cancel_page(batch, client, page)
            after = page[-1].position
        return counted

    async def _next_page(self, batch: Batch, after: int) -> list[SentRow]:
        async with self._desk.db.read() as tx:
            return await batch_rows.sent_page(tx, batch.id, after)

    async def _begin_page(self, batch: Batch, page: list[SentRow]) -> bool:
        """Who cancels is stored first, so that the alerts that follow can name them."""
        async with self._desk.db.begin() as tx:
            ids = [row.job_id for row in page]
            await batch_jobs.name_canceler(tx, batch.campaign_id, ids, batch.undone_by or "")
            return await undoing.renew(tx, batch, self._lease())

    async def _cancel_page(
        self, batch: Batch, client: CampaignClient, page: list[SentRow]
    ) -> Counter[str]:
        ids = [row.job_id for row in page]
        async for _ in client.cancel_each(ids, _key(batch)):
            pass
        reports: dict[str, JobReport] = {}
        async for found in client.job_reports(ids=ids):
            reports |= {report.call_job_id: report for report in found.answer}
        kinds = {row.position: _kind(reports.get(row.job_id)) for row in page}
        canceled = {position: None for position, kind in kinds.items() if kind == "canceled"}
        async with self._desk.db.begin() as tx:
            await batch_rows.mark(tx, batch.id, RowState.CANCELED, canceled)
        return Counter(kind for kind in kinds.values() if kind != "canceled")

    async def _done(self, batch: Batch, counted: Counter[str]) -> None:
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            rows = await batch_rows.counts(tx, batch.id)
            undone = Undone(rows.get(RowState.CANCELED, 0), **counted)
            await undoing.end(tx, batch, BatchState.UNDONE, undone=undone, now=now)
            await campaigns.change(tx, batch.campaign_id, next_at=now)
            await self._showing.now(tx, batch, now, Priority.ALERT)
            about = {"campaign_id": batch.campaign_id, "request_id": f"batch:{batch.id}"}
            await audits.add_own(tx, now, "undo", "done", people=undone.canceled, **about)
        self._metrics.batch("undone")
        self._showing.wake()
        self._desk.wakeups.notify("watch")

    async def _failed(self, batch: Batch, error: CallsApiError | CallboardError) -> None:
        now = self._desk.clock.now()
        _log.info("undo_failed", batch=batch.id, reason=type(error).__name__)
        for_good = isinstance(error, CallboardError) or is_for_good(error)
        async with self._desk.db.begin() as tx:
            if for_good:
                await undoing.end(tx, batch, BatchState.HALTED, halt_reason="undo", now=now)
            else:
                pause = timedelta(seconds=wait_after(4, getattr(error, "retry_after", None)))
                await undoing.put_off(tx, batch, now + pause)
            await self._showing.now(tx, batch, now, Priority.ALERT)
        self._showing.wake()


def _key(batch: Batch) -> str:
    confirmed = batch.confirmed_at or batch.created_at
    return f"undo-{batch.id}-{int(confirmed.timestamp() * 1000)}"


def _kind(report: JobReport | None) -> str:
    """What a call job of the batch has come to, as :class:`Undone` counts it."""
    if report is None:
        return "left"
    outcome = outcome_of(report.job_status)
    if outcome is Outcome.CANCELED:
        return "canceled"
    if outcome in _FINISHED:
        return "finished"
    return "running" if report.job_status == Status.IN_PROCESS else "left"
