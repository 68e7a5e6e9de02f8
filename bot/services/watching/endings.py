"""The end of a look: what is remembered for the next one, and when that is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.calls_api import ShortReport
from bot.domain.outcomes import Status
from bot.domain.summary import summarise
from bot.services.desk import Desk
from bot.services.watching.changes import note_state
from bot.services.watching.heartbeat import has_finished
from bot.services.watching.lease import LeaseLost, hold
from bot.services.watching.look import EPOCH, Look
from bot.services.watching.rhythm import next_look
from bot.services.watching.suspecting import Suspecting
from bot.store import campaigns, cards, jobs, looks
from bot.store.outbox import Priority
from bot.store.transaction import Transaction

# A campaign that is stopped leaves its call jobs undone in the same moment, give or take a look.
_TOGETHER = timedelta(minutes=5)


class Endings:
    """Ends looks that went well."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._suspecting = Suspecting(desk)

    async def end(self, look: Look, covers_all: bool) -> None:
        """Store what the look has found out of the campaign itself, and give the lease back."""
        async with self._desk.db.begin() as tx:
            news = await self._end(tx, look, covers_all)
        if news:
            self._desk.wakeups.notify("outbox")
            self._desk.wakeups.notify("alerts")

    async def _end(self, tx: Transaction, look: Look, covers_all: bool) -> bool:
        now = self._desk.clock.now()
        await hold(tx, self._desk, look.lease)
        news = await self._remember_finish(tx, look, now)
        campaign = await campaigns.by_id(tx, look.campaign.id)
        if campaign is None:
            raise LeaseLost
        findings = _findings(look, covers_all, now)
        campaign = replace(campaign, silence_at=findings.get("silence_at", campaign.silence_at))
        open_jobs = summarise(await jobs.counts(tx, campaign.id), 0).open
        suspected = await self._suspecting.record(tx, campaign, open_jobs, now)
        due = next_look(campaign, open_jobs, now, self._desk.rules.watch_every)
        await looks.release(tx, look.lease, due, **findings)
        if look.is_baseline:
            await cards.touch(tx, campaign.id, Priority.COUNT, now)
        return bool(news or suspected or look.is_baseline)

    async def _remember_finish(self, tx: Transaction, look: Look, now: datetime) -> bool:
        """The campaign is over: remember it with how many call jobs that left undone."""
        if look.word is None or not has_finished(look):
            return False
        since = (look.campaign.state.at or look.began_at) + look.campaign.host_clock - _TOGETHER
        ended = await jobs.finished_by_status(tx, look.campaign.id, since)
        undone = ended.get(Status.NOT_DONE, 0)
        return await note_state(tx, look.campaign.id, look.word, look.began_at, now, undone)


def _findings(look: Look, covers_all: bool, now: datetime) -> dict[str, Any]:
    campaign, report = look.campaign, short_report(look)
    found: dict[str, Any] = {
        "looked_at": now,
        "attempts": 0,
        "last_error": None,
        "host_clock_ms": round(campaign.host_clock.total_seconds() * 1000),
    }
    if campaign.baseline_at is None:
        found["baseline_at"] = now
    if covers_all:
        found["watermark_at"] = max(look.newest_finish or EPOCH, campaign.watermark_at or EPOCH)
        found["newest_job_at"] = max(look.newest_job or EPOCH, campaign.newest_job_at or EPOCH)
    if look.swept:
        found["swept_at"] = look.began_at
    if look.ended or _moved(campaign.short_report, report):
        found["silence_at"] = now
    if look.page is not None:
        found |= {"short_report": report, "platform_name": look.page.name}
    return found


def short_report(look: Look) -> dict[str, int] | None:
    """The host's own counts; ``None`` where it does not tell the first two."""
    told = (look.page and look.page.short_report) or ShortReport()
    if told.total_numbers is None or told.processed_numbers is None:
        return None
    return {
        "total": told.total_numbers,
        "processed": told.processed_numbers,
        "running": told.in_process_calls or 0,
        "retry": told.retry_calls or 0,
    }


def _moved(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> bool:
    """Whether the host has processed more numbers since the last look: on hosts without reports by
    date this is the only sign that call jobs finish which were not added here."""
    return bool(before and after and before["processed"] != after["processed"])
