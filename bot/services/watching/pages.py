"""A page of report rows: compared with what is known, stored with its transitions, dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import structlog

from bot.calls_api import JobReport
from bot.domain import outcomes
from bot.domain.campaign_state import Control
from bot.domain.transitions import Changes, Here, Known, diff, known_of
from bot.services.desk import Desk
from bot.services.watching.lease import hold
from bot.services.watching.look import Look
from bot.services.watching.rows import changed_values, new_values
from bot.store import campaigns, cards, control, snapshots, transitions
from bot.store.outbox import Priority
from bot.store.snapshots import PAGE, Overtaken, Remembered
from bot.store.transaction import Transaction

# Adding stores call jobs of its own accord: each time it came first, the page is compared again.
_TRIES = 5

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Stored:
    """How many rows of a page came to a final status, and how many of these are told."""

    ended: int
    told: int


class Pages:
    """Takes pages in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def take(
        self, look: Look, rows: Sequence[JobReport], known: Mapping[str, Known] | None = None
    ) -> None:
        """Gather what is new in these rows; a page of news is stored, the rest by :meth:`store`.

        Where little changed the news of many pages make one transaction. ``known`` spares a query
        where the caller has just read what is known. Raises ``LeaseLost``.
        """
        look.note(rows)
        for page in _pages(rows):
            look.news += await self._news(look, page, known)
            if len(look.news) >= PAGE:
                await self.store(look)

    async def store(self, look: Look) -> None:
        """Store the news, and what became final as transitions. Raises ``LeaseLost``."""
        rows, look.news = look.news, []
        for page in _pages(rows):
            await self._write(look, page)

    async def _news(
        self, look: Look, rows: Sequence[JobReport], known: Mapping[str, Known] | None
    ) -> list[JobReport]:
        """The rows that say something new; most say nothing, and cost no write."""
        if known is None:
            ids = [row.call_job_id for row in rows]
            async with self._desk.db.read() as tx:
                found = await snapshots.remembered(tx, look.campaign.id, ids)
            known = _known(found)
        news = [row for row in rows if known.get(row.call_job_id) != known_of(row)]
        return [row for row in news if row.call_job_id in known or not self._was_deleted(look, row)]

    def _was_deleted(self, look: Look, row: JobReport) -> bool:
        """Whether an unknown one ended before what is kept began, on a host that tells its history
        late.

        What we knew of then has been counted and deleted; it is not to be counted and kept again.
        """
        if look.is_baseline or not look.is_history or row.finished_at is None:
            return False
        kept_since = look.began_at - self._desk.rules.retention
        return row.finished_at < kept_since + look.campaign.host_clock

    async def _write(self, look: Look, rows: Sequence[JobReport]) -> None:
        for left in reversed(range(_TRIES)):
            try:
                stored = await self._desk.db.transact(partial(self._store, look=look, rows=rows))
                break
            except Overtaken:
                if not left:
                    raise
        look.ended += stored.ended
        self._desk.wakeups.notify("outbox")
        if stored.told:
            _log.info("transitions", count=stored.told)
            self._desk.wakeups.notify("alerts")

    async def _store(self, tx: Transaction, look: Look, rows: Sequence[JobReport]) -> _Stored:
        now, campaign = self._desk.clock.now(), look.campaign
        await hold(tx, self._desk, look.lease)
        ids = [row.call_job_id for row in rows]
        before = await snapshots.remembered(tx, campaign.id, ids)
        found = diff(
            _known(before),
            rows,
            campaign=str(campaign.id),
            here=await self._here(tx, look, rows, before),
            baseline=look.is_baseline,
        )
        await snapshots.write(
            tx,
            campaign.id,
            new=[new_values(row, now, campaign.host_clock) for row in found.new],
            changed=[
                changed_values(row, now, campaign.host_clock, before[row.call_job_id].is_forgotten)
                for row in found.changed
            ],
            before=before,
        )
        if found.new or found.changed:
            await cards.touch(tx, campaign.id, Priority.COUNT, now)
        told = await transitions.record_jobs(
            tx, campaign.id, _to_tell(look, found).transitions, now
        )
        return _Stored(_ended(found), told)

    async def _here(
        self,
        tx: Transaction,
        look: Look,
        rows: Sequence[JobReport],
        before: Mapping[str, Remembered],
    ) -> Here:
        """Whoever here led to what the rows say."""
        canceled = {job: was.canceled_by for job, was in before.items() if was.canceled_by}
        undone = outcomes.Status.NOT_DONE
        if not any(outcomes.canonical(row.job_status) == undone for row in rows):
            return Here(canceled)
        return Here(canceled, await self._stopper(tx, look.campaign.id))

    async def _stopper(self, tx: Transaction, campaign_id: int) -> str | None:
        """Who here stopped the campaign, or is just about to: the host may be ahead of its answer
        to us."""
        pending = await control.open_of(tx, campaign_id)
        stops = [one.asked_by for one in pending if one.action == Control.STOP]
        campaign = await campaigns.by_id(tx, campaign_id)
        asked = campaign.asked if campaign else None
        if asked is not None and asked.action is Control.STOP:
            stops.append(asked.by)
        return stops[0] if stops else None


def _pages(rows: Sequence[JobReport]) -> Iterator[Sequence[JobReport]]:
    return (rows[at : at + PAGE] for at in range(0, len(rows), PAGE))


def _known(found: Mapping[str, Remembered]) -> dict[str, Known]:
    return {job: was.known for job, was in found.items()}


def _ended(found: Changes[JobReport]) -> int:
    return sum(outcomes.is_final(row.job_status) for row in (*found.new, *found.changed))


def _to_tell(look: Look, found: Changes[JobReport]) -> Changes[JobReport]:
    if not look.is_history:
        return found
    return replace(found, transitions=tuple(one for one in found.transitions if one.before))
